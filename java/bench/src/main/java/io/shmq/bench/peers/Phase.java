/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** How far a measurement is, in the order of time. */
enum Phase {
  /** Processes start. */
  START,
  /** Messages go. */
  RUN,
  /** No more are sent. */
  DRAIN,
  /** All have arrived. */
  END;

  /** Returns a phase by its number. */
  static Phase of(int ordinal) {
    return switch (ordinal) {
      case 0 -> START;
      case 1 -> RUN;
      case 2 -> DRAIN;
      default -> END;
    };
  }

  boolean isBefore(Phase other) {
    return compareTo(other) < 0;
  }
}
