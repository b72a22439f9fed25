/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import java.util.Comparator;
import java.util.List;

/**
 * How many producers and consumers there are.
 *
 * @param producers number of producers
 * @param consumers number of consumers
 */
public record Parties(int producers, int consumers) implements Comparable<Parties> {
  private static final Comparator<Parties> ORDER = Comparator.<Parties>comparingInt(
          parties -> parties.producers + parties.consumers)
      .thenComparingInt(Parties::producers);

  /** The settings that goals speak of. */
  public static final List<Parties> ALL = List.of(
      new Parties(1, 1),
      new Parties(1, 10),
      new Parties(10, 1),
      new Parties(3, 20),
      new Parties(20, 3),
      new Parties(20, 20));

  @Override
  public int compareTo(Parties other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return producers + "/" + consumers;
  }
}
