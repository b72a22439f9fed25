/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** The end of a channel that one producer sends at; closed by its {@link Node}. */
public interface Sender {
  /**
   * Sends messages, one or as many as this sends at once. Where the system itself waits for room,
   * this waits, but not for longer than {@link Patience#POLL}.
   *
   * @param stamp stamp of the first; each further one is greater by 1
   * @return how many were sent: 0 if there is no room now
   * @throws Exception if the system fails
   */
  int offer(long stamp) throws Exception;
}
