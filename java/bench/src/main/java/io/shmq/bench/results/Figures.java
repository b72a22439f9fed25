/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

/** Checks of figures; each throws an {@link IllegalArgumentException} that says what is wrong. */
final class Figures {
  private Figures() {}

  static void requirePositive(String name, double figure) {
    require(figure > 0 && Double.isFinite(figure), name, figure, "a positive number");
  }

  static void requireNotNegative(String name, double figure) {
    require(figure >= 0 && Double.isFinite(figure), name, figure, "zero or a positive number");
  }

  static void requireOrder(String name, double figure, String nextName, double next) {
    if (!(figure <= next)) {
      throw new IllegalArgumentException(
          "percentiles do not grow (" + name + "=" + figure + ", " + nextName + "=" + next + ")");
    }
  }

  private static void require(boolean valid, String name, double figure, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(name + "=" + figure + " is not " + expected);
    }
  }
}
