/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report;

import io.shmq.bench.report.figures.Case;
import io.shmq.bench.report.figures.Distance;
import io.shmq.bench.report.figures.Distances;
import io.shmq.bench.report.figures.Labels;
import io.shmq.bench.report.figures.Metric;
import io.shmq.bench.report.figures.Names;
import io.shmq.bench.report.figures.Parties;
import io.shmq.bench.report.figures.Ratio;
import io.shmq.bench.report.figures.Sample;
import io.shmq.bench.report.figures.Samples;
import io.shmq.bench.report.figures.Spread;
import io.shmq.bench.report.figures.Units;
import io.shmq.bench.results.Language;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of figures: one for each work, with all systems that did it. */
final class Tables {
  private static final List<Metric> TAIL =
      List.of(Metric.P90, Metric.P99, Metric.P999, Metric.P9999, Metric.LONGEST);

  private final Distances distances;

  private Tables(Samples samples) {
    distances = Distances.of(samples);
  }

  static List<Table> of(Samples samples) {
    Tables tables = new Tables(samples);
    List<Table> all = new ArrayList<>();
    samples.by(Tables::caption).forEach((caption, its) -> {
      Work work = its.list().get(0).measurement().work();
      all.add(tables.table(caption, work, its));
    });
    return all;
  }

  private static String caption(Measurement measurement) {
    String size = ", " + Units.bytes(measurement.messageBytes());
    return switch (measurement.work()) {
      case ONE_WAY -> "One way" + size;
      case ROUND_TRIP -> "Round trip" + size + ", " + Labels.of(measurement.waiting());
      case MANY_TO_MANY ->
        "Many to many"
            + size
            + ", producers/consumers "
            + new Parties(measurement.producers(), measurement.consumers());
      case IDLE -> "A blocked consumer's share of a processor";
    };
  }

  private Table table(String caption, Work work, Samples samples) {
    Samples reference = reference(samples);
    String note = reference.isEmpty()
        ? "There is no shmq to compare with."
        : "Ratio: the figure divided by that of "
            + name(reference.list().get(0).measurement())
            + " in the same round; median, and lowest to highest in brackets.";
    List<Table.Row> rows = samples.by(Case::of).entrySet().stream()
        .sorted(order(work))
        .map(each -> row(work, each.getKey(), each.getValue(), reference))
        .toList();
    return new Table(caption, note, columns(work), rows);
  }

  /** Returns the best first, and what failed last. */
  private static Comparator<Map.Entry<Case, Samples>> order(Work work) {
    double sign = work == Work.ONE_WAY || work == Work.MANY_TO_MANY ? -1 : 1;
    return Comparator.comparingDouble(each -> each.getValue()
        .spread(Metric.of(work))
        .map(spread -> sign * spread.median())
        .orElse(Double.POSITIVE_INFINITY));
  }

  /** Returns the measurements of the system that the others are compared with. */
  private static Samples reference(Samples samples) {
    return Stream.of(Names.CLAIMED, Names.SHMQ, Names.ONE_BY_ONE)
        .flatMap(system -> Stream.of(Language.JAVA, Language.C)
            .map(language -> samples
                .good()
                .where(measurement ->
                    measurement.system().equals(system) && measurement.language() == language)))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElseGet(() -> samples.where(measurement -> false));
  }

  private static List<Table.Column> columns(Work work) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.text("System"));
    columns.add(Table.text("Waiting"));
    columns.add(Table.number("Capacity"));
    columns.add(Table.number("Median"));
    columns.add(Table.number("Lowest"));
    columns.add(Table.number("Highest"));
    columns.add(Table.number("Ratio"));
    switch (work) {
      case ONE_WAY -> columns.add(Table.number("Bytes"));
      case ROUND_TRIP ->
        Stream.of("90 %", "99 %", "99.9 %", "99.99 %", "Longest")
            .map(Table::number)
            .forEach(columns::add);
      default -> {}
    }
    columns.add(Table.number("Rounds"));
    columns.add(Table.number("Windows kept"));
    columns.add(Table.number("Discarded"));
    columns.add(Table.text("Distance"));
    columns.add(Table.text("Notes"));
    return columns;
  }

  private Table.Row row(Work work, Case each, Samples samples, Samples reference) {
    Metric metric = Metric.of(work);
    Optional<Spread> spread = samples.spread(metric);
    List<Table.Cell> cells = new ArrayList<>();
    cells.add(Table.textCell(Labels.of(each.waiting())));
    Long capacity = each.capacityBytes();
    cells.add(Table.numberCell(capacity == null ? "–" : Units.bytes(capacity)));
    cells.add(figure(metric, spread.map(Spread::median)));
    cells.add(figure(metric, spread.map(Spread::lowest)));
    cells.add(figure(metric, spread.map(Spread::highest)));
    cells.add(Table.numberCell(
        Ratio.of(metric, samples, reference, distances).map(Tables::text).orElse("–")));
    if (work == Work.ONE_WAY) {
      cells.add(Table.numberCell(spread
          .map(rates -> Units.bytesPerSecond(rates.median() * each.messageBytes()))
          .orElse("–")));
    }
    if (work == Work.ROUND_TRIP) {
      TAIL.forEach(tail -> cells.add(figure(tail, samples.spread(tail).map(Spread::median))));
    }
    cells.add(Table.numberCell(String.valueOf(samples.list().size())));
    cells.add(Table.numberCell(sum(samples, Measurement::windows)));
    cells.add(Table.numberCell(sum(samples, Measurement::discardedWindows)));
    cells.add(Table.textCell(distances(samples)));
    cells.add(Table.textCell(notes(samples)));
    String style = each.system().startsWith(Names.OURS) ? "ours" : "";
    return new Table.Row(style, Labels.of(each.system(), each.language(), each.scope()), cells);
  }

  private static Table.Cell figure(Metric metric, Optional<Double> figure) {
    return Table.numberCell(figure.map(value -> text(metric, value)).orElse("–"));
  }

  private static String text(Metric metric, double figure) {
    return switch (metric) {
      case RATE -> Units.rate(figure);
      case SHARE -> Units.percent(figure);
      default -> Units.time(figure);
    };
  }

  private static String text(Ratio ratio) {
    Spread spread = ratio.spread();
    return Units.ratio(spread.median())
        + " ("
        + Units.ratio(spread.lowest())
        + "–"
        + Units.ratio(spread.highest())
        + ")";
  }

  private static String name(Measurement measurement) {
    return Labels.of(measurement.system(), measurement.language(), measurement.scope());
  }

  private static String sum(Samples samples, ToIntFunction<Measurement> figure) {
    return String.valueOf(
        samples.list().stream().map(Sample::measurement).mapToInt(figure).sum());
  }

  private String distances(Samples samples) {
    Map<Distance, Samples> all = new TreeMap<>(samples.by(distances::of));
    return all.entrySet().stream()
        .map(each -> each.getKey() + " ×" + each.getValue().list().size())
        .collect(Collectors.joining(", "));
  }

  private static String notes(Samples samples) {
    int failed = samples.failed().list().size();
    int noisy = samples.good().where(Measurement::noisy).list().size();
    return Stream.of(
            failed == 0 ? "" : "failed in " + failed,
            noisy == 0 ? "" : "other work ran in windows kept in " + noisy)
        .filter(note -> !note.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
