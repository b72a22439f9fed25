/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a message costs the garbage collector, once the JIT has compiled its way. */
class AllocationTest {
  /** Long enough to notice what only some messages allocate. */
  private static final int PAIRS = 100_000;

  /** A JVM that is alone compiles it within a second. */
  private static final long COMPILED_NANOS = 60_000_000_000L;

  /** An array of {@link Samples#SIZE} bytes with its header. */
  private static final long ARRAY = Samples.SIZE + 16;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final PairBenchmark benchmark = new PairBenchmark();

  private interface Pair {
    Object run() throws InterruptedException;
  }

  @Test
  void codecThatCreatesNothingCostsNoGarbage() throws InterruptedException {
    try (PairBenchmark.OfNumbers state = new PairBenchmark.OfNumbers()) {
      assertComesDownTo(0, () -> benchmark.inPlace(state));
    }
  }

  @Test
  void arraysCostWhatTheCallerReceives() throws InterruptedException {
    try (PairBenchmark.OfBytes state = new PairBenchmark.OfBytes()) {
      assertComesDownTo(ARRAY, () -> benchmark.bytes(state));
    }
  }

  /** Before it is compiled, the same code allocates more; from then on, never again. */
  private void assertComesDownTo(long expected, Pair pair) throws InterruptedException {
    long start = System.nanoTime();
    long allocated;
    do {
      allocated = allocatedBy(pair);
    } while (allocated != expected * PAIRS && System.nanoTime() - start < COMPILED_NANOS);
    assertTrue(
        allocated == expected * PAIRS,
        "allocated=" + allocated + " bytes, pairs=" + PAIRS + ", expected=" + expected + " each");
  }

  private long allocatedBy(Pair pair) throws InterruptedException {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < PAIRS; i++) {
      pair.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
