/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The distances that the two processors had, told by the time of a bare cache line. A hypervisor
 * moves processors, and all that is measured changes with it.
 */
public final class Distances {
  /** So many times the near distance is far. */
  private static final double FAR_FACTOR = 2;

  /** One in so many is shorter than the near distance: it was measured while processors moved. */
  private static final int SHARE_SHORTER = 10;

  private final Optional<Spread> spread;
  private final double farNanos;

  private Distances(List<Double> sorted) {
    spread = Spread.of(sorted);
    farNanos = sorted.stream()
        .skip(sorted.size() / SHARE_SHORTER)
        .findFirst()
        .map(near -> FAR_FACTOR * near)
        .orElse(0.0);
  }

  /**
   * Returns the distances of measurements.
   *
   * @param samples the measurements
   * @return their distances
   */
  public static Distances of(Samples samples) {
    return new Distances(samples.list().stream()
        .flatMapToDouble(sample -> DoubleStream.of(
            sample.measurement().lineNanosBefore(), sample.measurement().lineNanosAfter()))
        .filter(nanos -> nanos > 0)
        .sorted()
        .boxed()
        .toList());
  }

  /**
   * Returns the times of a cache line, in nanoseconds.
   *
   * @return the times, or nothing if none was measured
   */
  public Optional<Spread> spread() {
    return spread;
  }

  /**
   * Returns the time of a cache line from which on processors are far from each other.
   *
   * @return the time in nanoseconds; 0 if none was measured
   */
  public double farNanos() {
    return farNanos;
  }

  /**
   * Returns the distance during a measurement.
   *
   * @param measurement the measurement
   * @return its distance
   */
  public Distance of(Measurement measurement) {
    Distance before = of(measurement.lineNanosBefore());
    Distance after = of(measurement.lineNanosAfter());
    if (before == Distance.UNKNOWN || after == Distance.UNKNOWN) {
      return Distance.UNKNOWN;
    }
    return before == after ? before : Distance.MOVED;
  }

  private Distance of(double nanos) {
    if (nanos == 0) {
      return Distance.UNKNOWN;
    }
    return nanos > farNanos ? Distance.FAR : Distance.NEAR;
  }
}
