/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/** The ends of a queue, each of which one handle can {@linkplain SharedQueue#claim claim}. */
public enum End {
  /** The end where messages are put. */
  PRODUCER(1),

  /** The end where messages are taken. */
  CONSUMER(2);

  /** The value of {@code SHMQ_PRODUCER} or {@code SHMQ_CONSUMER}. */
  private final int bit;

  End(int bit) {
    this.bit = bit;
  }

  /** Returns the ends as C has them, or'ed. */
  static int bits(End... ends) {
    int bits = 0;
    for (End end : ends) {
      bits |= end.bit;
    }
    return bits;
  }

  boolean isIn(int bits) {
    return (bits & bit) != 0;
  }
}
