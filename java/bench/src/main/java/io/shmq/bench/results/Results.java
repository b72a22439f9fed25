/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import java.util.List;

/**
 * A run of the benchmark and all that it measured: the content of one file.
 *
 * @param run the run
 * @param measurements its measurements, in their order
 */
public record Results(Run run, List<Measurement> measurements) {
  /** Copies the list. */
  public Results {
    measurements = List.copyOf(measurements);
  }
}
