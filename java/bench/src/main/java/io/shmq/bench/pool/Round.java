/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One time of each thing that is compared. */
final class Round {
  private final Map<String, Double> times = new LinkedHashMap<>();

  void add(String name, double nanos) {
    times.put(name, nanos);
  }

  /** Returns a time in nanoseconds. */
  double time(String name) {
    Double time = times.get(name);
    if (time == null) {
      throw new IllegalArgumentException(
          "That was not measured (name=" + name + ", measured=" + times.keySet() + ").");
    }
    return time;
  }

  double ratio(Ratio ratio) {
    return time(ratio.dividend()) / time(ratio.divisor());
  }

  String format(Unit unit) {
    return times.entrySet().stream()
        .map(time -> time.getKey() + " " + unit.format(time.getValue()))
        .collect(Collectors.joining(", "));
  }
}
