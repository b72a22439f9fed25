/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

/** An element of a queue: what its message says. One object is for many, one after the other. */
final class Stamped {
  /** The message's stamp. */
  long stamp;
}
