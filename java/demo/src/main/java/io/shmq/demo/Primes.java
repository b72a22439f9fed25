/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.process.PoolListener;
import io.shmq.process.ProcessPool;
import java.util.List;
import java.util.stream.LongStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Counts primes in the processes of a pool, while a bar on standard error shows how far they are. */
final class Primes {
  /** How many numbers make a task. */
  private static final long STEP = 25_000;

  private Primes() {}

  /** Returns how many primes are less than a limit. */
  static long countBelow(long limit) throws InterruptedException {
    List<Long> starts = LongStream.iterate(0, start -> start < limit, start -> start + STEP)
        .boxed()
        .toList();
    try (ProgressBar bar = bar(starts.size());
        ProcessPool pool = ProcessPool.builder().listener(listener(bar)).create()) {
      return pool.map(start -> count(start, Math.min(start + STEP, limit)), starts, 1).stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static ProgressBar bar(int tasks) {
    return new ProgressBarBuilder()
        .setTaskName("Primes")
        .setInitialMax(tasks)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .build();
  }

  private static PoolListener listener(ProgressBar bar) {
    return new PoolListener() {
      @Override
      public void progress(long ended, long submitted) {
        bar.stepTo(ended);
      }
    };
  }

  private static long count(long start, long end) {
    return LongStream.range(start, end).filter(Primes::isPrime).count();
  }

  private static boolean isPrime(long number) {
    for (long divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return number >= 2;
  }
}
