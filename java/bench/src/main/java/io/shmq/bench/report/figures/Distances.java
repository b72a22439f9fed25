/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Measurement;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The distances that the two processors had, told by the time of a bare cache line. A hypervisor
 * moves processors, and all that is measured changes with it.
 */
public final class Distances {
  /** So many times the nearest distance is far. */
  public static final double FAR_FACTOR = 2;

  private final Optional<Spread> spread;

  private Distances(Optional<Spread> spread) {
    this.spread = spread;
  }

  /**
   * Returns the distances of measurements.
   *
   * @param samples the measurements
   * @return their distances
   */
  public static Distances of(Samples samples) {
    return new Distances(Spread.of(samples.list().stream()
        .flatMapToDouble(sample -> DoubleStream.of(
            sample.measurement().lineNanosBefore(), sample.measurement().lineNanosAfter()))
        .filter(nanos -> nanos > 0)
        .boxed()
        .toList()));
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
    if (nanos == 0 || spread.isEmpty()) {
      return Distance.UNKNOWN;
    }
    return nanos > FAR_FACTOR * spread.get().lowest() ? Distance.FAR : Distance.NEAR;
  }
}
