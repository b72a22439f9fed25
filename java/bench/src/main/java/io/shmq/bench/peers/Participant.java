/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** What one thread of a measurement does; its ends are open when it is made. */
interface Participant {
  /** Does it, until the phase says that it is done. */
  void run() throws Exception;
}
