/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/**
 * A stretch of time in which messages went.
 *
 * @param number its number, from 1
 * @param messages messages that were received in it
 * @param nanos its length in nanoseconds
 * @param otherShare part of the processors' time that others than the participants used
 */
record Window(int number, long messages, long nanos, double otherShare) {
  /** The largest part that others may use in a window that counts. */
  static final double MAX_OTHER_SHARE = 0.02;

  /** Returns the window between two moments. */
  static Window between(int number, Moment start, Moment end, int processors) {
    long nanos = end.nanos() - start.nanos();
    long others = (end.busyTicks() - start.busyTicks()) - (end.ownTicks() - start.ownTicks());
    double ticks = nanos / 1e9 * ProcessorTimes.TICKS_PER_SECOND * processors;
    return new Window(
        number, end.received() - start.received(), nanos, Math.max(0, others / ticks));
  }

  /** Returns true if nothing else ran in it to speak of. */
  boolean isQuiet() {
    return otherShare < MAX_OTHER_SHARE;
  }
}
