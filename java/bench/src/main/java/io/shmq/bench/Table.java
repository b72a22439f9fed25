/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The medians of all rounds. */
final class Table {
  private static final String HEADER =
      "JVM      binding  path       ns per pair  ns above C  bytes allocated\n";
  private static final String ROW = "%-8s %-8s %-10s %11.1f  %10s  %15.0f%n";

  /** By JVM and binding, in the order in which they were first added. */
  private final Map<Jvm, Map<String, List<Round>>> rounds = new LinkedHashMap<>();

  void add(Jvm jvm, String binding, Round round) {
    rounds
        .computeIfAbsent(jvm, key -> new LinkedHashMap<>())
        .computeIfAbsent(binding, key -> new ArrayList<>())
        .add(round);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEADER);
    rounds.forEach((jvm, bindings) -> bindings.forEach((binding, measured) -> {
      for (String path : PairBenchmark.PATHS) {
        text.append(row(jvm, binding, path, measured));
      }
    }));
    return text.toString();
  }

  private static String row(Jvm jvm, String binding, String path, List<Round> measured) {
    double aboveC = Medians.of(measured, round -> round.nanosAboveC(path));
    return String.format(
        Locale.ROOT,
        ROW,
        jvm,
        binding,
        path,
        Medians.of(measured, round -> round.cost(path).nanos()),
        path.equals(PairBenchmark.C) ? "-" : String.format(Locale.ROOT, "%.1f", aboveC),
        Medians.of(measured, round -> round.cost(path).bytes()));
  }
}
