/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report;

import com.samskivert.mustache.Mustache;
import io.shmq.bench.report.figures.Distances;
import io.shmq.bench.report.figures.Labels;
import io.shmq.bench.report.figures.Parties;
import io.shmq.bench.report.figures.Sample;
import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Units;
import io.shmq.bench.report.goals.Outcome;
import io.shmq.bench.report.goals.Outcomes;
import io.shmq.bench.report.goals.Verdict;
import io.shmq.bench.report.plots.Plot;
import io.shmq.bench.results.Machine;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Results;
import io.shmq.bench.results.Run;
import io.shmq.bench.results.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the template of the page refers to.
 *
 * @param css the style sheet
 * @param failures what failed
 * @param unavailable systems that could not be measured
 * @param reached number of goals that are reached
 * @param missed number of goals that are not
 * @param notMeasured number of goals of which that is not known
 * @param runs the runs
 * @param lines what is to be said of the distances
 * @param distances the distance of every measurement
 * @param goals the goals
 * @param tables the tables of figures
 * @param plots the plots
 */
record Page(
    String css,
    List<Failure> failures,
    List<Unavailable> unavailable,
    long reached,
    long missed,
    long notMeasured,
    List<RunRow> runs,
    String lines,
    List<DistanceRow> distances,
    List<GoalRow> goals,
    List<Table> tables,
    List<Plot> plots) {
  /** A measurement that failed. */
  record Failure(String what, String sentence) {}

  /** A run and its machine. */
  record RunRow(
      String started,
      String processor,
      int processors,
      String kernel,
      String java,
      String compiler,
      int rounds,
      int measurements,
      String command) {}

  /** The distance of a measurement. */
  record DistanceRow(String what, String before, String after, String distance) {}

  /** A goal. */
  record GoalRow(
      String topic,
      String text,
      String ours,
      String theirs,
      String bound,
      String ratio,
      String lowest,
      String highest,
      String rounds,
      String verdict,
      String style,
      String note) {}

  static Page of(List<Results> runs, List<Plot> plots) throws IOException {
    Samples samples = Samples.of(runs);
    Distances distances = Distances.of(samples);
    List<Outcome> outcomes = Outcomes.of(samples);
    return new Page(
        resource("report.css"),
        samples.failed().list().stream().map(Page::failure).toList(),
        runs.stream().flatMap(run -> run.unavailable().stream()).distinct().toList(),
        count(outcomes, Verdict.REACHED),
        count(outcomes, Verdict.MISSED),
        count(outcomes, Verdict.NOT_MEASURED),
        runs.stream().map(Page::run).toList(),
        lines(distances),
        samples.list().stream().map(sample -> distance(sample, distances)).toList(),
        outcomes.stream().map(Page::goal).toList(),
        Tables.of(samples),
        plots);
  }

  /** Returns the page. */
  String html() throws IOException {
    return Mustache.compiler()
        .zeroIsFalse(true)
        .compile(resource("report.mustache"))
        .execute(this);
  }

  private static String resource(String name) throws IOException {
    try (InputStream resource = Page.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(
            "The jar is not whole (missing=" + name + "): build it again.");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long count(List<Outcome> outcomes, Verdict verdict) {
    return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  private static Failure failure(Sample sample) {
    String failure = sample.measurement().failure();
    return new Failure(what(sample), failure == null ? "" : failure);
  }

  private static RunRow run(Results results) {
    Run run = results.run();
    Machine machine = run.machine();
    String java = machine.java();
    String compiler = machine.compiler();
    return new RunRow(
        run.started().toString(),
        machine.processor(),
        machine.processors(),
        machine.kernel(),
        java == null ? "–" : java,
        compiler == null ? "–" : compiler,
        run.rounds(),
        results.measurements().size(),
        run.command());
  }

  private static String lines(Distances distances) {
    return distances
        .spread()
        .map(spread -> String.format(
            "A bare cache line needed %s to and fro in the median, %s at least and %s at most. Far is"
                + " more than %s.",
            Units.time(spread.median()),
            Units.time(spread.lowest()),
            Units.time(spread.highest()),
            Units.time(distances.farNanos())))
        .orElse("No distance was measured.");
  }

  private static DistanceRow distance(Sample sample, Distances distances) {
    Measurement measurement = sample.measurement();
    return new DistanceRow(
        what(sample),
        Units.time(measurement.lineNanosBefore()),
        Units.time(measurement.lineNanosAfter()),
        distances.of(measurement).toString());
  }

  private static String what(Sample sample) {
    Measurement measurement = sample.measurement();
    Long capacity = measurement.capacityBytes();
    return String.format(
        "%s, %s, %s, %s, %s%s, run %d, round %d",
        Labels.of(measurement.system(), measurement.language(), measurement.scope()),
        Labels.of(measurement.work()),
        Labels.of(measurement.waiting()),
        Units.bytes(measurement.messageBytes()),
        new Parties(measurement.producers(), measurement.consumers()),
        capacity == null ? "" : ", capacity " + Units.bytes(capacity),
        sample.round().run(),
        sample.round().number());
  }

  private static GoalRow goal(Outcome outcome) {
    return new GoalRow(
        outcome.topic(),
        outcome.text(),
        outcome.ours(),
        outcome.theirs().isEmpty() ? "–" : outcome.theirs(),
        outcome.bound(),
        outcome.ratio().map(ratio -> Units.ratio(ratio.median())).orElse("–"),
        outcome.ratio().map(ratio -> Units.ratio(ratio.lowest())).orElse("–"),
        outcome.ratio().map(ratio -> Units.ratio(ratio.highest())).orElse("–"),
        outcome.ratio().map(ratio -> String.valueOf(ratio.count())).orElse("0"),
        outcome.verdict().toString(),
        style(outcome.verdict()),
        outcome.note());
  }

  private static String style(Verdict verdict) {
    return switch (verdict) {
      case REACHED -> "reached";
      case MISSED -> "missed";
      case NOT_MEASURED -> "unknown";
    };
  }
}
