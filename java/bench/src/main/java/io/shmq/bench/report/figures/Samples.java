/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Measurements of one or more runs, in their order. */
public final class Samples {
  private final List<Sample> samples;

  private Samples(List<Sample> samples) {
    this.samples = samples;
  }

  /**
   * Returns all measurements of some runs.
   *
   * @param runs the runs
   * @return their measurements
   */
  public static Samples of(List<Results> runs) {
    List<Sample> samples = new ArrayList<>();
    int run = 0;
    for (Results results : runs) {
      run++;
      for (Measurement measurement : results.measurements()) {
        samples.add(new Sample(new Round(run, measurement.round()), measurement));
      }
    }
    return new Samples(samples);
  }

  /**
   * Returns them as a list.
   *
   * @return the samples
   */
  public List<Sample> list() {
    return samples;
  }

  /**
   * Returns true if there are none.
   *
   * @return true if there are none, or false if there is one or more
   */
  public boolean isEmpty() {
    return samples.isEmpty();
  }

  /**
   * Returns those that failed.
   *
   * @return the failed ones
   */
  public Samples failed() {
    return where(measurement -> measurement.failure() != null);
  }

  /**
   * Returns those that did not fail.
   *
   * @return the good ones
   */
  public Samples good() {
    return where(measurement -> measurement.failure() == null);
  }

  /**
   * Returns some of them.
   *
   * @param wanted which
   * @return these
   */
  public Samples where(Predicate<Measurement> wanted) {
    return new Samples(
        samples.stream().filter(sample -> wanted.test(sample.measurement())).toList());
  }

  /**
   * Returns them in groups, in the order in which each group first occurs.
   *
   * @param <K> type of the keys
   * @param key what the members of a group have in common
   * @return the groups
   */
  public <K extends Object> Map<K, Samples> by(Function<Measurement, K> key) {
    Map<K, List<Sample>> groups = samples.stream()
        .collect(Collectors.groupingBy(
            sample -> key.apply(sample.measurement()), LinkedHashMap::new, Collectors.toList()));
    Map<K, Samples> all = new LinkedHashMap<>();
    groups.forEach((each, members) -> all.put(each, new Samples(members)));
    return all;
  }

  /**
   * Returns the best measurement of each round, of those that did not fail and have the figure.
   *
   * @param metric the figure that decides
   * @return the best of each round in which there is one
   */
  public Map<Round, Measurement> best(Metric metric) {
    Map<Round, Measurement> best = new TreeMap<>();
    for (Sample sample : good().samples) {
      best.merge(
          sample.round(),
          sample.measurement(),
          (one, other) -> isBetter(metric, other, one) ? other : one);
    }
    best.values().removeIf(measurement -> metric.of(measurement) == null);
    return best;
  }

  private static boolean isBetter(Metric metric, Measurement one, Measurement other) {
    Double figure = metric.of(one);
    Double rival = metric.of(other);
    return figure != null && (rival == null || metric.isBetter(figure, rival));
  }

  /**
   * Returns median, lowest and highest of the figures of those that did not fail.
   *
   * @param metric the figure
   * @return the spread, or nothing if no sample has the figure
   */
  public Optional<Spread> spread(Metric metric) {
    List<Double> figures = new ArrayList<>();
    for (Sample sample : good().samples) {
      Double figure = metric.of(sample.measurement());
      if (figure != null) {
        figures.add(figure);
      }
    }
    return Spread.of(figures);
  }
}
