/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import io.shmq.bench.report.figures.Units;

/**
 * What a figure must be.
 *
 * @param direction on which side of the limit
 * @param limit the limit
 */
record Bound(Direction direction, double limit) {
  /** The side of a limit that is good. */
  enum Direction {
    AT_LEAST("≥"),
    AT_MOST("≤"),
    BELOW("<");

    private final String sign;

    Direction(String sign) {
      this.sign = sign;
    }
  }

  static Bound atLeast(double limit) {
    return new Bound(Direction.AT_LEAST, limit);
  }

  static Bound atMost(double limit) {
    return new Bound(Direction.AT_MOST, limit);
  }

  static Bound below(double limit) {
    return new Bound(Direction.BELOW, limit);
  }

  boolean holds(double figure) {
    return switch (direction) {
      case AT_LEAST -> figure >= limit;
      case AT_MOST -> figure <= limit;
      case BELOW -> figure < limit;
    };
  }

  String text() {
    return direction.sign + " " + Units.ratio(limit);
  }
}
