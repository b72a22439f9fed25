/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import io.shmq.bench.report.figures.Distances;
import io.shmq.bench.report.figures.Ratio;
import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Spread;
import java.util.List;
import java.util.Optional;

/** Holds the goals against what was measured. */
public final class Outcomes {
  private final Samples samples;
  private final Distances distances;

  private Outcomes(Samples samples) {
    this.samples = samples;
    distances = Distances.of(samples);
  }

  /**
   * Returns what came of all goals.
   *
   * @param samples all measurements
   * @return the outcomes, in the order of the goals
   */
  public static List<Outcome> of(Samples samples) {
    return of(Goals.all(), samples);
  }

  static List<Outcome> of(List<Goal> goals, Samples samples) {
    Outcomes outcomes = new Outcomes(samples);
    return goals.stream().map(outcomes::of).toList();
  }

  private Outcome of(Goal goal) {
    Samples ours = samples.where(goal.dividend());
    if (ours.good().isEmpty()) {
      return outcome(goal, other(goal), Optional.empty(), missing(goal.dividend(), ours));
    }
    return other(goal)
        .map(other -> ofRatio(goal, ours, other))
        .orElseGet(() -> ofFigure(goal, ours));
  }

  /** Returns the first of a goal's other sides that was measured, or else the first. */
  private Optional<Side> other(Goal goal) {
    return goal.divisors().stream()
        .filter(side -> !samples.where(side).good().isEmpty())
        .findFirst()
        .or(() -> goal.divisors().stream().findFirst());
  }

  private Outcome ofFigure(Goal goal, Samples ours) {
    return outcome(goal, Optional.empty(), ours.spread(goal.metric()), "");
  }

  private Outcome ofRatio(Goal goal, Samples ours, Side other) {
    Samples theirs = samples.where(other);
    Optional<Ratio> ratio = Ratio.of(goal.metric(), ours, theirs, distances);
    String note = theirs.good().isEmpty()
        ? missing(other, theirs)
        : ratio
            .map(Outcomes::note)
            .orElse("No round of one run has both: run them together, or for more rounds.");
    return outcome(goal, Optional.of(other), ratio.map(Ratio::spread), note);
  }

  private static Outcome outcome(
      Goal goal, Optional<Side> other, Optional<Spread> figure, String note) {
    return new Outcome(
        goal.topic(),
        goal.text(),
        goal.dividend().text(),
        other.map(Side::text).orElse(""),
        goal.bound().text(),
        figure.map(spread -> verdict(goal, spread)).orElse(Verdict.NOT_MEASURED),
        figure,
        note);
  }

  private static Verdict verdict(Goal goal, Spread spread) {
    return goal.bound().holds(spread.median()) ? Verdict.REACHED : Verdict.MISSED;
  }

  private static String missing(Side side, Samples found) {
    return found.isEmpty()
        ? "The results have no measurement of " + side.text() + "."
        : "Every measurement of " + side.text() + " failed.";
  }

  private static String note(Ratio ratio) {
    StringBuilder note = new StringBuilder();
    if (ratio.apart() > 0) {
      note.append(String.format(
          "In %d of %d rounds the processors were not equally far from each other for both.",
          ratio.apart(), ratio.spread().count()));
    }
    if (ratio.noisy() > 0) {
      note.append(note.length() == 0 ? "" : " ")
          .append(String.format(
              "In %d of %d rounds other work ran while one of them was measured.",
              ratio.noisy(), ratio.spread().count()));
    }
    return note.toString();
  }
}
