/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Metric;
import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Spread;
import io.shmq.bench.results.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;

/**
 * A line for each system over a few settings: medians of messages per second, or of bytes.
 *
 * @param <S> type of the settings
 */
final class CategoryPlot<S extends Comparable<S>> {
  private final Function<Measurement, S> setting;
  private final Function<S, String> label;
  private final boolean inBytes;

  /**
   * Describes a plot.
   *
   * @param setting returns the setting of a measurement
   * @param label returns the text for a setting
   * @param inBytes true for bytes per second, or false for messages per second
   */
  CategoryPlot(Function<Measurement, S> setting, Function<S, String> label, boolean inBytes) {
    this.setting = setting;
    this.label = label;
    this.inBytes = inBytes;
  }

  /** Returns the chart, or nothing if no measurement has a figure. */
  Optional<CategoryChart> chart(String title, String settings, Samples samples) {
    SortedMap<S, Samples> bySetting = new TreeMap<>(samples.by(setting));
    List<Double> all = new ArrayList<>();
    CategoryChart chart = new CategoryChartBuilder()
        .width(Look.WIDTH)
        .height(Look.HEIGHT)
        .title(title)
        .xAxisTitle(settings)
        .yAxisTitle(inBytes ? "bytes per second" : "messages per second")
        .build();
    Look.apply(chart.getStyler());
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(inBytes ? Look::bytes : Look::rate);
    Look look = new Look();
    List<String> labels = bySetting.keySet().stream().map(label).toList();
    samples.by(Line::of).forEach((line, its) -> {
      List<@Nullable Double> figures = new ArrayList<>();
      for (S each : bySetting.keySet()) {
        Optional<Double> figure = median(its.where(one -> setting.apply(one).equals(each)));
        figures.add(figure.orElse(null));
        figure.ifPresent(all::add);
      }
      look.apply(chart.addSeries(line.toString(), labels, figures), line.system());
    });
    return Spread.of(all).map(spread -> {
      Look.range(chart.getStyler(), spread);
      return chart;
    });
  }

  private Optional<Double> median(Samples samples) {
    return samples
        .spread(Metric.RATE)
        .map(Spread::median)
        .map(rate -> inBytes ? rate * bytes(samples) : rate);
  }

  private static int bytes(Samples samples) {
    return samples.list().stream()
        .mapToInt(sample -> sample.measurement().messageBytes())
        .findFirst()
        .orElse(0);
  }
}
