/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;

/** One run of {@link PairBenchmark} over one binding: the cost of each path. */
final class Round {
  private final Map<String, Cost> costs = new HashMap<>();

  Round(Collection<RunResult> results) {
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark();
      costs.put(benchmark.substring(benchmark.lastIndexOf('.') + 1), Cost.of(result));
    }
  }

  Cost cost(String path) {
    Cost cost = costs.get(path);
    if (cost == null) {
      throw new IllegalArgumentException(
          "The path was not measured (path=" + path + ", measured=" + costs.keySet() + ").");
    }
    return cost;
  }

  /** Returns how many nanoseconds a path takes longer than C did in this round. */
  double nanosAboveC(String path) {
    return cost(path).nanos() - cost(PairBenchmark.C).nanos();
  }

  @Override
  public String toString() {
    return PairBenchmark.PATHS.stream()
        .map(path -> String.format(Locale.ROOT, "%s %.1f", path, cost(path).nanos()))
        .collect(Collectors.joining(", "));
  }
}
