/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import java.util.Locale;

/** A unit that times are printed in. */
enum Unit {
  MICROSECONDS("us", 1e3),
  MILLISECONDS("ms", 1e6);

  private final String symbol;
  private final double nanos;

  Unit(String symbol, double nanos) {
    this.symbol = symbol;
    this.nanos = nanos;
  }

  /** Returns a time as it is printed. */
  String format(double time) {
    return String.format(Locale.ROOT, "%.2f %s", time / nanos, symbol);
  }
}
