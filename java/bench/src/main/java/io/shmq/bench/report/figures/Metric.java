/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Latency;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Work;
import java.util.function.ToDoubleFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/** One of the figures of a measurement. */
public enum Metric {
  /** Messages per second. */
  RATE,
  /** The time that half of the round trips took at most. */
  P50(Latency::p50),
  /** The time that 9 of 10 round trips took at most. */
  P90(Latency::p90),
  /** The time that 99 of 100 round trips took at most. */
  P99(Latency::p99),
  /** The time that 999 of 1000 round trips took at most. */
  P999(Latency::p999),
  /** The time that 9999 of 10000 round trips took at most. */
  P9999(Latency::p9999),
  /** The longest round trip. */
  LONGEST(Latency::max),
  /** Processor time per time that passed. */
  SHARE;

  private final @Nullable ToDoubleFunction<Latency> percentile;

  Metric() {
    percentile = null;
  }

  Metric(ToDoubleFunction<Latency> percentile) {
    this.percentile = percentile;
  }

  /**
   * Returns the figure that a work is about.
   *
   * @param work the work
   * @return its metric
   */
  public static Metric of(Work work) {
    return switch (work) {
      case ONE_WAY, MANY_TO_MANY -> RATE;
      case ROUND_TRIP -> P50;
      case IDLE -> SHARE;
    };
  }

  /**
   * Returns the figure.
   *
   * @param measurement a measurement
   * @return its figure, or null if it has none
   */
  public @Nullable Double of(Measurement measurement) {
    if (this == RATE) {
      return measurement.perSecond();
    }
    if (percentile == null) {
      return measurement.processorShare();
    }
    Latency latency = measurement.latencyNanos();
    return latency == null ? null : (Double) percentile.applyAsDouble(latency);
  }

  /** Returns true if the one figure is better than the other. */
  boolean isBetter(double figure, double other) {
    return this == RATE ? figure > other : figure < other;
  }
}
