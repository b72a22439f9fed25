/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the two sides of a measurement were. */
public enum Scope {
  /** Processes of their own. */
  @JsonProperty("processes")
  PROCESSES,
  /** Threads of one process. */
  @JsonProperty("threads")
  THREADS
}
