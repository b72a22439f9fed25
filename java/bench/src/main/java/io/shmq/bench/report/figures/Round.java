/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import java.util.Comparator;

/**
 * A round: what was measured in it met the same noise.
 *
 * @param run which of the runs it belongs to, from 1
 * @param number its number in the run, from 1
 */
public record Round(int run, int number) implements Comparable<Round> {
  private static final Comparator<Round> ORDER =
      Comparator.comparingInt(Round::run).thenComparingInt(Round::number);

  @Override
  public int compareTo(Round other) {
    return ORDER.compare(this, other);
  }
}
