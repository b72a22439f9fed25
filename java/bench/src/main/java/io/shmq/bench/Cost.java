/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a put and a get cost.
 *
 * @param nanos their time in nanoseconds
 * @param bytes the memory that they allocate on the heap, in bytes
 */
record Cost(double nanos, double bytes) {
  /**
   * Returns the cost that JMH has measured with its profiler of the garbage collector. The time is
   * that of the fastest iteration: nothing makes a pair faster than it is, but all that the machine
   * does besides makes it slower.
   */
  static Cost of(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    if (allocated == null) {
      throw new IllegalStateException("JMH has not measured what is allocated (benchmark="
          + result.getParams().getBenchmark()
          + ").");
    }
    return new Cost(
        result.getPrimaryResult().getStatistics().getMin(),
        allocated.getStatistics().getPercentile(50));
  }
}
