/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Timeouts as users give them. */
public final class Timeouts {
  private Timeouts() {}

  /** Returns a duration in nanoseconds, 0 if it is negative; no duration is too long. */
  public static long nanos(Duration timeout) {
    // Saturates, where Duration.toNanos would throw.
    return Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
  }
}
