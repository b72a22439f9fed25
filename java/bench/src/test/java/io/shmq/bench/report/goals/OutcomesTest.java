/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import static io.shmq.bench.report.figures.Given.failed;
import static io.shmq.bench.report.figures.Given.rate;
import static io.shmq.bench.report.figures.Given.run;
import static io.shmq.bench.report.figures.Given.samples;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shmq.bench.report.figures.Metric;
import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Spread;
import io.shmq.bench.results.Language;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final Goal GOAL = Goal.ratio(
      "topic",
      "text",
      Metric.RATE,
      Side.oneWay(Language.JAVA, 64, "ours"),
      Bound.atLeast(1.5),
      Side.oneWay(Language.JAVA, 64, "one", "other"));

  @Test
  void aRatioOnTheLimitReachesIt() {
    Outcome outcome = outcome(samples(rate("ours", 1, 15), rate("one", 1, 10)));
    assertEquals(Verdict.REACHED, outcome.verdict());
    assertEquals(Optional.of(new Spread(1.5, 1.5, 1.5, 1)), outcome.ratio());
    assertEquals("ours (Java)", outcome.ours());
    assertEquals("best of one; other (Java)", outcome.theirs());
    assertEquals("≥ 1.500", outcome.bound());
    assertEquals("", outcome.note());
  }

  @Test
  void aRatioBelowTheLimitMissesIt() {
    assertEquals(
        Verdict.MISSED,
        outcome(samples(rate("ours", 1, 14.9), rate("one", 1, 10))).verdict());
  }

  @Test
  void theBestOfTheOthersCounts() {
    Outcome outcome =
        outcome(samples(rate("ours", 1, 15), rate("one", 1, 10), rate("other", 1, 20)));
    assertEquals(Verdict.MISSED, outcome.verdict());
    assertEquals(Optional.of(new Spread(0.75, 0.75, 0.75, 1)), outcome.ratio());
  }

  @Test
  void whatIsMissingIsNamed() {
    Outcome outcome = outcome(samples(rate("ours", 1, 15)));
    assertEquals(Verdict.NOT_MEASURED, outcome.verdict());
    assertEquals("The results have no measurement of best of one; other (Java).", outcome.note());
    assertEquals(
        "The results have no measurement of ours (Java).",
        outcome(samples(rate("one", 1, 15))).note());
  }

  @Test
  void whatFailedIsNamed() {
    Outcome outcome = outcome(samples(failed("ours", 1), rate("one", 1, 10)));
    assertEquals(Verdict.NOT_MEASURED, outcome.verdict());
    assertEquals("Every measurement of ours (Java) failed.", outcome.note());
  }

  @Test
  void sidesOfDifferentRunsDoNotCompare() {
    Outcome outcome =
        outcome(Samples.of(List.of(run(rate("ours", 1, 20)), run(rate("one", 1, 10)))));
    assertEquals(Verdict.NOT_MEASURED, outcome.verdict());
    assertEquals(
        "No round of one run has both: run them together, or for more rounds.", outcome.note());
  }

  @Test
  void theFirstOtherSideThatWasMeasuredIsTaken() {
    Goal goal = Goal.ratio(
        "topic",
        "text",
        Metric.RATE,
        Side.oneWay(Language.JAVA, 64, "ours"),
        Bound.atLeast(1.5),
        Side.oneWay(Language.C, 64, "one"),
        Side.oneWay(Language.JAVA, 64, "other"));
    Outcome outcome = only(goal, samples(rate("ours", 1, 15), rate("other", 1, 5)));
    assertEquals("other (Java)", outcome.theirs());
    assertEquals(Verdict.REACHED, outcome.verdict());
  }

  @Test
  void aGoalWithoutAnotherSideIsAboutTheFigure() {
    Goal goal = Goal.figure(
        "topic", "text", Metric.RATE, Side.oneWay(Language.JAVA, 64, "ours"), Bound.below(10));
    assertEquals(Verdict.MISSED, only(goal, samples(rate("ours", 1, 10))).verdict());
    assertEquals(Verdict.REACHED, only(goal, samples(rate("ours", 1, 9.9))).verdict());
  }

  private static Outcome outcome(Samples samples) {
    return only(GOAL, samples);
  }

  private static Outcome only(Goal goal, Samples samples) {
    return Outcomes.of(List.of(goal), samples).get(0);
  }
}
