/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import io.shmq.process.ProcessPool;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A map over many small tasks with two workers, beside that of Python's {@code multiprocessing.Pool}. */
final class Maps {
  /** For Python and here: the chunk size that a pool chooses by itself. */
  static final int DEFAULT = 0;

  private static final int WORKERS = 2;

  private static final String POOL = "pool";
  private static final String PYTHON = "Python";
  private static final Ratio RATIO =
      new Ratio(PYTHON, POOL, "how many times as fast; goal: at least 20");

  /** A map in chunks of 1 is so long that few are enough. */
  private static final int WARMUPS_IN_ONES = 5;

  private Maps() {}

  /**
   * Measures both, first in chunks of their choice, then with a task for each element.
   *
   * @param command how Python is called
   * @param warmups how many maps come before those that count: each takes a millisecond or so, and the
   *     JIT some seconds until it comes down to that
   */
  static void run(PrintStream out, String command, int warmups, int rounds, int size)
      throws Exception {
    List<Integer> numbers = IntStream.range(0, size).boxed().collect(Collectors.toList());
    try (PythonPool python = PythonPool.start(command, WORKERS, size);
        ProcessPool pool = ProcessPool.create(WORKERS)) {
      new Comparison(
              "A map over " + size + " numbers, " + WORKERS
                  + " workers, chunks of each one's choice",
              Unit.MILLISECONDS)
          .measure(POOL, () -> map(pool, numbers, DEFAULT))
          .measure(PYTHON, () -> python.map(DEFAULT))
          .ratio(RATIO)
          .run(out, warmups, rounds);
      new Comparison("The same in chunks of 1", Unit.MILLISECONDS)
          .measure(POOL, () -> map(pool, numbers, 1))
          .measure(PYTHON, () -> python.map(1))
          .ratio(RATIO)
          .run(out, WARMUPS_IN_ONES, rounds);
    }
  }

  private static double map(ProcessPool pool, List<Integer> numbers, int chunkSize)
      throws InterruptedException {
    long start = System.nanoTime();
    List<Integer> squares = chunkSize == DEFAULT
        ? pool.map(Tasks::square, numbers)
        : pool.map(Tasks::square, numbers, chunkSize);
    long time = System.nanoTime() - start;
    check(numbers, squares);
    return time;
  }

  /** Fails unless a map has returned what it should have. */
  static void check(List<Integer> numbers, List<Integer> squares) {
    if (squares.size() != numbers.size()) {
      throw new IllegalStateException("The map has not returned all results (elements="
          + numbers.size()
          + ", results="
          + squares.size()
          + ").");
    }
    for (int i = 0; i < numbers.size(); i++) {
      if (!squares.get(i).equals(Tasks.square(numbers.get(i)))) {
        throw new IllegalStateException("The map has returned a wrong result (element="
            + numbers.get(i)
            + ", result="
            + squares.get(i)
            + ").");
      }
    }
  }
}
