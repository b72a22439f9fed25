/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import static io.shmq.bench.report.figures.Given.at;
import static io.shmq.bench.report.figures.Given.failed;
import static io.shmq.bench.report.figures.Given.noisy;
import static io.shmq.bench.report.figures.Given.rate;
import static io.shmq.bench.report.figures.Given.run;
import static io.shmq.bench.report.figures.Given.samples;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatioTest {
  @Test
  void itIsTakenWithinEachRound() {
    // 2, 3 and 1: the ratio of the medians would be 20 / 20.
    assertEquals(
        Optional.of(new Ratio(new Spread(2, 1, 3, 3), 0, 0)),
        ratio(samples(
            rate("a", 1, 20),
            rate("b", 1, 10),
            rate("a", 2, 90),
            rate("b", 2, 30),
            rate("a", 3, 20),
            rate("b", 3, 20))));
  }

  @Test
  void aRoundThatHasOneSideOnlyDoesNotCount() {
    assertEquals(
        Optional.of(new Ratio(new Spread(2, 2, 2, 1), 0, 0)),
        ratio(samples(
            rate("a", 1, 20),
            rate("b", 1, 10),
            rate("a", 2, 90),
            failed("b", 2),
            rate("b", 3, 5))));
  }

  @Test
  void roundsOfDifferentRunsAreDifferent() {
    Samples samples = Samples.of(List.of(run(rate("a", 1, 20)), run(rate("b", 1, 10))));
    assertEquals(Optional.empty(), ratio(samples));
  }

  @Test
  void theBestOfARoundCounts() {
    assertEquals(
        Optional.of(new Ratio(new Spread(3, 3, 3, 1), 0, 0)),
        ratio(samples(
            rate("a", 1, 20),
            rate("a", 1, 60),
            rate("a", 1, 10),
            rate("b", 1, 20),
            failed("b", 1))));
  }

  @Test
  void roundsWithDifferentDistancesAndNoiseAreCounted() {
    assertEquals(
        Optional.of(new Ratio(new Spread(2, 2, 2, 3), 1, 2)),
        ratio(samples(
            rate("a", 1, 20),
            at(201, "b", 1, 10),
            rate("a", 2, 20),
            noisy("b", 2, 10),
            noisy("a", 3, 20),
            at(200, "b", 3, 10))));
  }

  private static Optional<Ratio> ratio(Samples samples) {
    return Ratio.of(
        Metric.RATE,
        samples.where(measurement -> measurement.system().equals("a")),
        samples.where(measurement -> measurement.system().equals("b")),
        Distances.of(samples));
  }
}
