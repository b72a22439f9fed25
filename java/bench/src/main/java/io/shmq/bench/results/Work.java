/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a system did while it was measured. */
public enum Work {
  /** Messages go from producers to consumers, as fast as they can. */
  @JsonProperty("one-way")
  ONE_WAY,
  /** A message goes there and back. */
  @JsonProperty("round-trip")
  ROUND_TRIP,
  /** Several producers and consumers, none of them bound to a processor. */
  @JsonProperty("many-to-many")
  MANY_TO_MANY,
  /** A consumer is blocked and nothing comes. */
  @JsonProperty("idle")
  IDLE
}
