/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Parties;
import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.results.Work;
import java.util.stream.Stream;

/** Throughput by the number of producers and consumers. */
final class ScalingPlot {
  private static final String TITLE = "Throughput by producers and consumers, 64 B";

  private ScalingPlot() {}

  static Stream<Plot> of(Samples samples) {
    CategoryPlot<Parties> plot = new CategoryPlot<>(
        measurement -> new Parties(measurement.producers(), measurement.consumers()),
        Parties::toString,
        false);
    return plot
        .chart(
            TITLE,
            "producers/consumers",
            samples.where(measurement -> measurement.work() == Work.MANY_TO_MANY))
        .map(chart -> new Plot(
            "scaling.png",
            TITLE,
            "Messages of 64 bytes per second for each number of producers and consumers; higher is"
                + " better.",
            chart))
        .stream();
  }
}
