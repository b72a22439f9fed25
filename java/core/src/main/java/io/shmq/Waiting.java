/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Errno;

/** Calls of C that may take long, cut into slices so that an interrupt ends them. */
final class Waiting {
  /** As a timeout: wait without end, for these nanoseconds are 292 years. */
  static final long FOREVER = Long.MAX_VALUE;

  /**
   * The longest that a thread stays in C, in nanoseconds. C knows nothing of Thread.interrupt, so
   * this is also how late an interrupt is seen.
   */
  static final long SLICE = 40_000_000;

  /** As the result of a call: C has done nothing but tell how much memory it needs, which is there now. */
  static final long AGAIN = Long.MIN_VALUE;

  /** A C function with everything but its timeout. */
  interface Call {
    /**
     * Returns what C does, -ETIMEDOUT if and only if the time passed without success, or {@link
     * #AGAIN}.
     */
    long within(long timeoutNanos);
  }

  private Waiting() {}

  /**
   * Calls C until it succeeds, fails, or the time is up.
   *
   * @param timeout longest wait in nanoseconds; 0 does not wait and is not interrupted
   * @return the result of the last call, or -EINTR if the thread was interrupted before there was
   *     another; its interrupted status is clear then
   */
  static long until(Call call, long timeout) {
    if (timeout <= 0) {
      return atOnce(call);
    }
    long result = VirtualThreads.isCurrent() ? handedOver(call, timeout) : sliced(call, timeout);
    // Time passed without success, or without the lock: a call that does not wait tells which.
    return result == -Errno.ETIMEDOUT ? atOnce(call) : result;
  }

  private static long atOnce(Call call) {
    while (true) {
      long result = call.within(0);
      if (result != AGAIN) {
        return result;
      }
    }
  }

  /**
   * Calls C until it succeeds or fails. An interrupt does not end this; the thread is interrupted
   * afterwards.
   *
   * @return the result of the last call
   */
  static long uninterruptibly(Call call) {
    boolean interrupted = false;
    try {
      while (true) {
        long result = until(call, FOREVER);
        if (result != -Errno.EINTR) {
          return result;
        }
        interrupted = true;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static long sliced(Call call, long timeout) {
    long start = System.nanoTime();
    long left = timeout;
    while (true) {
      long result = call.within(Math.max(0, Math.min(left, SLICE)));
      if (result != AGAIN) {
        if (result != -Errno.ETIMEDOUT || left <= SLICE) {
          return result;
        }
        // Only after a slice without success: the caller takes an interrupt to mean that.
        if (Thread.interrupted()) {
          return -Errno.EINTR;
        }
      }
      left = timeout - (System.nanoTime() - start);
    }
  }

  private static long handedOver(Call call, long timeout) {
    long result = VirtualThreads.result(() -> sliced(call, timeout));
    if (result == -Errno.EINTR) {
      // The interrupt has had its effect.
      Thread.interrupted();
    }
    return result;
  }
}
