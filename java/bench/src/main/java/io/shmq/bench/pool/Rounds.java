/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import io.shmq.bench.Medians;
import java.util.ArrayList;
import java.util.List;

/** The medians of all rounds. */
final class Rounds {
  private final List<Round> rounds = new ArrayList<>();

  void add(Round round) {
    rounds.add(round);
  }

  /** Returns the median of a time in nanoseconds. */
  double time(String name) {
    return Medians.of(rounds, round -> round.time(name));
  }

  /**
   * Returns the median of the ratios in each round: unlike the ratio of two medians it does not change
   * when some rounds as a whole are slow.
   */
  double ratio(Ratio ratio) {
    return Medians.of(rounds, round -> round.ratio(ratio));
  }
}
