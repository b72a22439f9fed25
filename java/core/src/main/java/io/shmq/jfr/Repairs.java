/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jfr;

/**
 * What a queue counts of its repairs, since it was created and by all of its processes.
 *
 * @param recoveries repairs of an end whose owner died
 * @param rolledForward messages whose put or get such a repair completed
 */
public record Repairs(long recoveries, long rolledForward) {
  /** The counts of a queue that was never repaired. */
  static final Repairs NONE = new Repairs(0, 0);
}
