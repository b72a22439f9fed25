/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Things that are measured in turn, so that what else the machine does meets all of them alike. */
final class Comparison {
  private final String title;
  private final Unit unit;
  private final Map<String, Measurement> measurements = new LinkedHashMap<>();
  private final List<Ratio> ratios = new ArrayList<>();

  Comparison(String title, Unit unit) {
    this.title = title;
    this.unit = unit;
  }

  Comparison measure(String name, Measurement measurement) {
    measurements.put(name, measurement);
    return this;
  }

  Comparison ratio(Ratio ratio) {
    ratios.add(ratio);
    return this;
  }

  /**
   * Measures all, and prints each round and the medians.
   *
   * @param warmups how many rounds come before those that count, and are not printed
   */
  void run(PrintStream out, int warmups, int rounds) throws Exception {
    out.printf("%n%s%n", title);
    for (int i = 0; i < warmups; i++) {
      round();
    }
    Rounds all = new Rounds();
    for (int i = 1; i <= rounds; i++) {
      Round round = round();
      all.add(round);
      out.printf("round %d of %d: %s%n", i, rounds, round.format(unit));
    }
    out.print(medians(all));
  }

  private Round round() throws Exception {
    Round round = new Round();
    for (Map.Entry<String, Measurement> each : measurements.entrySet()) {
      round.add(each.getKey(), each.getValue().nanos());
    }
    return round;
  }

  private String medians(Rounds rounds) {
    Round medians = new Round();
    measurements.keySet().forEach(name -> medians.add(name, rounds.time(name)));
    StringBuilder text = new StringBuilder();
    text.append(String.format("medians: %s%n", medians.format(unit)));
    for (Ratio ratio : ratios) {
      text.append(String.format(
          Locale.ROOT,
          "%s / %s: %.2f (%s)%n",
          ratio.dividend(),
          ratio.divisor(),
          rounds.ratio(ratio),
          ratio.meaning()));
    }
    return text.toString();
  }
}
