/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Labels;
import io.shmq.bench.report.figures.Metric;
import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Spread;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** How long round trips take, up to the rare long ones. */
final class LatencyPlots {
  /** The places of the percentiles: one of so many round trips takes longer. */
  private static final SortedMap<Integer, Metric> PERCENTILES = new TreeMap<>(Map.of(
      2, Metric.P50, 10, Metric.P90, 100, Metric.P99, 1000, Metric.P999, 10000, Metric.P9999));

  private LatencyPlots() {}

  static Stream<Plot> of(Samples samples) {
    Samples trips = samples.where(measurement -> measurement.work() == Work.ROUND_TRIP);
    return Stream.of(Wait.values())
        .flatMap(waiting -> Stream.of(Family.values())
            .map(family -> of(
                waiting,
                family,
                family.of(trips.where(measurement -> measurement.waiting() == waiting)))))
        .flatMap(Optional::stream);
  }

  private static Optional<Plot> of(Wait waiting, Family family, Samples samples) {
    String title = "Round trip of 64 B, " + Labels.of(waiting) + ", " + family;
    return chart(title, samples)
        .map(chart -> new Plot(
            "latency-" + waiting.name().toLowerCase(Locale.ROOT) + "-" + family.file() + ".png",
            title,
            "The time that a share of the round trips takes at most, medians over the rounds; lower"
                + " is better.",
            chart));
  }

  private static Optional<XYChart> chart(String title, Samples samples) {
    XYChart chart = new XYChartBuilder()
        .width(Look.WIDTH)
        .height(Look.HEIGHT)
        .title(title)
        .xAxisTitle("share of the round trips; the first point is 50 %")
        .yAxisTitle("time at most")
        .build();
    Look.apply(chart.getStyler());
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisMin(1.0);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(LatencyPlots::percent);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(Look::time);
    Look look = new Look();
    List<Double> all = new ArrayList<>();
    samples.by(Line::of).forEach((line, its) -> {
      List<Integer> places = new ArrayList<>();
      List<Double> times = new ArrayList<>();
      PERCENTILES.forEach((place, metric) -> its.spread(metric).ifPresent(spread -> {
        places.add(place);
        times.add(spread.median());
      }));
      if (!times.isEmpty()) {
        look.apply(chart.addSeries(line.toString(), places, times), line.system());
        all.addAll(times);
      }
    });
    return Spread.of(all).map(spread -> {
      Look.range(chart.getStyler(), spread);
      return chart;
    });
  }

  /** Returns the share that is not one of so many, as "99.9 %" for 1000. */
  private static String percent(double oneOf) {
    int places = (int) Math.max(0, Math.round(Math.log10(oneOf)) - 2);
    return String.format(Locale.ROOT, "%." + places + "f %%", 100 - 100 / oneOf);
  }
}
