/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Several figures of the same thing.
 *
 * @param median the middle one, or the mean of the two middle ones
 * @param lowest the lowest
 * @param highest the highest
 * @param count how many they are
 */
public record Spread(double median, double lowest, double highest, int count) {
  /**
   * Returns the spread of figures.
   *
   * @param figures the figures, in any order
   * @return their spread, or nothing if there are none
   */
  public static Optional<Spread> of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      return Optional.empty();
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int count = sorted.size();
    double lowest = sorted.stream().findFirst().orElseThrow();
    double highest = sorted.stream().skip(count - 1).findFirst().orElseThrow();
    double median = sorted.stream()
        .skip((count - 1) / 2)
        .limit(count % 2 == 0 ? 2 : 1)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
    return Optional.of(new Spread(median, lowest, highest, count));
  }
}
