/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounds of what is waited for. */
public final class Patience {
  /** How long a system's own waiting may keep its thread from seeing that the work ends. */
  public static final Duration POLL = Duration.ofMillis(100);

  /** How long a process may take to open or to end, and messages to arrive after the last was sent. */
  static final Duration LONG = Duration.ofSeconds(30);

  private static final long PAUSE_NANOS = 500_000;

  private Patience() {}

  /**
   * Waits until something is so.
   *
   * @param condition what is waited for
   * @return true if it is so, or false if the time is up
   */
  static boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
