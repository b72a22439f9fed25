/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/**
 * The end of a channel that one consumer receives at, into its ledger; closed by its {@link Node}.
 */
public interface Receiver {
  /** As many messages as are received at once at most, so that progress is seen. */
  int BATCH = 1024;

  /**
   * Receives messages, one or as many as this receives at once. Where the system itself waits for
   * messages, this waits, but not for longer than {@link Patience#POLL}; in idle work without end.
   *
   * @return how many came: 0 if there are none now
   * @throws Exception if the system fails
   */
  int poll() throws Exception;
}
