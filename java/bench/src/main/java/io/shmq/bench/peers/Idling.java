/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** What a thread does while there is no room or no message. */
final class Idling {
  /** So many times it only looks again, where threads share processors. */
  private static final int SPINS = 100;

  private final boolean yields;
  private int spins;

  /**
   * Creates it.
   *
   * @param setting says whether every thread has a processor of its own
   */
  Idling(Setting setting) {
    yields = !setting.isOneToOne();
  }

  /** Waits a little. */
  void idle() {
    if (yields && ++spins > SPINS) {
      spins = 0;
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }
}
