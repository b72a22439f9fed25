/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a system waited for a message. */
public enum Wait {
  /** It never sleeps. */
  @JsonProperty("spin")
  SPIN,
  /** It is asleep when the message comes. */
  @JsonProperty("sleep")
  SLEEP,
  /** As it does when nobody chooses. */
  @JsonProperty("default")
  DEFAULT
}
