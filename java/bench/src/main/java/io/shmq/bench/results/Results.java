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
 * @param unavailable systems that could not be measured, as where they are not installed
 * @param measurements its measurements, in their order
 */
public record Results(Run run, List<Unavailable> unavailable, List<Measurement> measurements) {
  /** Copies the lists. */
  public Results {
    unavailable = List.copyOf(unavailable);
    measurements = List.copyOf(measurements);
  }
}
