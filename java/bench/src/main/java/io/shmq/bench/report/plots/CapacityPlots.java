/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Sizes;
import io.shmq.bench.report.figures.Units;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Work;
import java.util.Optional;
import java.util.stream.Stream;

/** Throughput of small messages by the capacity of the queue. */
final class CapacityPlots {
  private CapacityPlots() {}

  static Stream<Plot> of(Samples samples) {
    Samples oneWay = samples.where(measurement -> measurement.work() == Work.ONE_WAY
        && measurement.messageBytes() == Sizes.SMALL
        && measurement.capacityBytes() != null);
    return Stream.of(Family.values()).map(family -> of(family, oneWay)).flatMap(Optional::stream);
  }

  private static Optional<Plot> of(Family family, Samples samples) {
    String title = "Throughput by capacity, 64 B, " + family;
    return new CategoryPlot<>(CapacityPlots::capacity, Units::bytes, false)
        .chart(title, "capacity of the queue", family.of(samples))
        .map(chart -> new Plot(
            "capacity-" + family.file() + ".png",
            title,
            "Messages of 64 bytes per second, one way, for each capacity; higher is better.",
            chart));
  }

  private static Long capacity(Measurement measurement) {
    Long capacity = measurement.capacityBytes();
    return capacity == null ? 0L : capacity;
  }
}
