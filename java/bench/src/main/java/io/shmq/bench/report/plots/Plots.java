/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Samples;
import java.util.List;
import java.util.stream.Stream;

/** All plots that results are enough for. */
public final class Plots {
  private Plots() {}

  /**
   * Returns the plots.
   *
   * @param samples all measurements
   * @return the plots, in their order
   */
  public static List<Plot> of(Samples samples) {
    Samples good = samples.good();
    return Stream.of(
            SizePlots.of(good), LatencyPlots.of(good), ScalingPlot.of(good), CapacityPlots.of(good))
        .flatMap(plots -> plots)
        .toList();
  }
}
