/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one side's figure compares with the other's: a ratio for each round that has both.
 *
 * @param spread the ratios
 * @param apart in how many of the rounds the two sides met different distances of the processors
 * @param noisy in how many of the rounds one of the sides counts although other work ran
 */
public record Ratio(Spread spread, int apart, int noisy) {
  /**
   * Returns the ratio of two sides. A side that was measured in several ways counts with the best in
   * the round.
   *
   * @param metric the figure to compare
   * @param dividend the one side
   * @param divisor the other side
   * @param distances tells the distances
   * @return the ratio, or nothing if no round has both
   */
  public static Optional<Ratio> of(
      Metric metric, Samples dividend, Samples divisor, Distances distances) {
    Map<Round, Measurement> others = divisor.best(metric);
    List<Double> ratios = new ArrayList<>();
    int apart = 0;
    int noisy = 0;
    for (Map.Entry<Round, Measurement> each : dividend.best(metric).entrySet()) {
      Measurement one = each.getValue();
      Measurement other = others.get(each.getKey());
      Double above = metric.of(one);
      Double below = other == null ? null : metric.of(other);
      if (other != null && above != null && below != null) {
        ratios.add(above / below);
        apart += distances.of(one) == distances.of(other) ? 0 : 1;
        noisy += one.noisy() || other.noisy() ? 1 : 0;
      }
    }
    int inApart = apart;
    int inNoisy = noisy;
    return Spread.of(ratios).map(spread -> new Ratio(spread, inApart, inNoisy));
  }
}
