/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How long round trips took, in nanoseconds from the moment at which each should have started.
 *
 * @param p50 half of them took at most this
 * @param p90 of 10 round trips, 9 took at most this
 * @param p99 of 100 round trips, 99 took at most this
 * @param p999 of 1000 round trips, 999 took at most this
 * @param p9999 of 10000 round trips, 9999 took at most this
 * @param max the longest
 */
public record Latency(
    @JsonProperty("50") double p50,
    @JsonProperty("90") double p90,
    @JsonProperty("99") double p99,
    @JsonProperty("99.9") double p999,
    @JsonProperty("99.99") double p9999,
    @JsonProperty("max") double max) {
  /** Checks the percentiles. */
  public Latency {
    Figures.requirePositive("50", p50);
    Figures.requireOrder("50", p50, "90", p90);
    Figures.requireOrder("90", p90, "99", p99);
    Figures.requireOrder("99", p99, "99.9", p999);
    Figures.requireOrder("99.9", p999, "99.99", p9999);
    Figures.requireOrder("99.99", p9999, "max", max);
  }
}
