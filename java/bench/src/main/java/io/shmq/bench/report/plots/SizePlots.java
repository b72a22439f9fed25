/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Units;
import io.shmq.bench.results.Work;
import java.util.Optional;
import java.util.stream.Stream;

/** Throughput by the length of the messages. */
final class SizePlots {
  private SizePlots() {}

  static Stream<Plot> of(Samples samples) {
    Samples oneWay = samples.where(measurement -> measurement.work() == Work.ONE_WAY);
    return Stream.of(Family.values()).map(family -> of(family, oneWay)).flatMap(Optional::stream);
  }

  private static Optional<Plot> of(Family family, Samples samples) {
    String title = "Throughput by message size, " + family;
    return new CategoryPlot<>(measurement -> (long) measurement.messageBytes(), Units::bytes, true)
        .chart(title, "length of a message", family.of(samples))
        .map(chart -> new Plot(
            "throughput-" + family.file() + ".png",
            title,
            "Bytes per second, one way, for each length of the messages; medians over all rounds and"
                + " capacities; higher is better.",
            chart));
  }
}
