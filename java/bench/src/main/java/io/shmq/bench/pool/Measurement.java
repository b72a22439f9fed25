/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

/** Something whose time is measured. */
@FunctionalInterface
interface Measurement {
  /** Does it, and returns how many nanoseconds it took. */
  double nanos() throws Exception;
}
