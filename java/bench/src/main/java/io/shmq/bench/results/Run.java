/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import java.time.Instant;

/**
 * A run of the benchmark.
 *
 * @param started when it started
 * @param machine where it ran
 * @param rounds how often each thing was to be measured
 * @param command the command that started it, with its options
 */
public record Run(Instant started, Machine machine, int rounds, String command) {
  /** Checks the number of rounds. */
  public Run {
    Figures.requirePositive("rounds", rounds);
  }
}
