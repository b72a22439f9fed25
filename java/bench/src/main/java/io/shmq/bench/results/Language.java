/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The language that a system was used from. */
public enum Language {
  /** Java. */
  @JsonProperty("Java")
  JAVA,
  /** C. */
  @JsonProperty("C")
  C,
  /** Python. */
  @JsonProperty("Python")
  PYTHON
}
