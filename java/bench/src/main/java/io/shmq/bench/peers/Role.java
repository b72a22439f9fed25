/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** What a process of a measurement does. */
enum Role {
  /** Sends, and in a round trip waits for the answer. */
  SENDER,
  /** Receives, and in a round trip answers. */
  RECEIVER,
  /** Both, in threads of its own. */
  BOTH
}
