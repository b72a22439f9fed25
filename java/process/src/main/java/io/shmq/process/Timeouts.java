/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.time.Duration;

/** Durations as nanoseconds. */
final class Timeouts {
  private Timeouts() {}

  /** Returns nanoseconds, at least 0 and at most {@link Long#MAX_VALUE}. */
  static long nanos(Duration timeout) {
    try {
      return Math.max(0, timeout.toNanos());
    } catch (ArithmeticException e) {
      return timeout.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }
}
