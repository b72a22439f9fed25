/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;

/** The medians of all rounds. */
final class Rounds {
  private final List<Round> rounds = new ArrayList<>();

  void add(Round round) {
    rounds.add(round);
  }

  /** Returns the median of a time in nanoseconds. */
  double time(String name) {
    return median(rounds, round -> round.time(name));
  }

  /**
   * Returns the median of the ratios in each round: unlike the ratio of two medians it does not change
   * when some rounds as a whole are slow.
   */
  double ratio(Ratio ratio) {
    return median(rounds, round -> round.ratio(ratio));
  }

  /** Returns the median of a figure. */
  static <E extends Object> double median(List<E> elements, ToDoubleFunction<E> figure) {
    ListStatistics figures = new ListStatistics();
    elements.forEach(element -> figures.addValue(figure.applyAsDouble(element)));
    return figures.getPercentile(50);
  }
}
