/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.bench.Medians;
import io.shmq.process.JavaProcess;
import io.shmq.process.ProcessPool;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A task that does nothing, from {@code apply} to its result, beside a message to another process and
 * back.
 *
 * <pre>
 *   queues   put -- requests --&gt; get    echo in a child
 *            get &lt;-- replies -- put
 *
 *   pool     apply                      the only worker
 * </pre>
 *
 * Needs two processors: each side has one for itself.
 */
final class RoundTrips {
  private static final String QUEUES = "queues";
  private static final String POOL = "pool";
  private static final Ratio RATIO = new Ratio(POOL, QUEUES, "goal: at most 3");

  /** About as much as a task without its function. */
  private static final int SIZE = 32;

  /** So long that whoever waits for the next message has gone to sleep. */
  private static final long PAUSE_MILLIS = 3;

  /** A round back to back is made of so many batches, of which the median counts. */
  private static final int BATCHES = 20;

  private static final int WARMUPS = 5;

  /** One trip. */
  private interface Trip {
    void go() throws Exception;
  }

  private RoundTrips() {}

  /**
   * Measures both, first back to back, then with pauses.
   *
   * @param trips number of trips back to back in a batch
   * @param pauses number of trips with a pause before each in a round
   */
  static void run(PrintStream out, int rounds, int trips, int pauses) throws Exception {
    byte[] message = new byte[SIZE];
    try (SharedQueue<byte[]> requests = SharedQueue.anonymous(0, Codec.bytes());
        SharedQueue<byte[]> replies = SharedQueue.anonymous(0, Codec.bytes());
        JavaProcess echo = JavaProcess.start(Tasks::echo, requests, replies);
        ProcessPool pool = ProcessPool.create(1)) {
      // Whoever waits for a reply learns that there will be none.
      echo.onExit().thenRun(replies::shutdown);
      Trip overQueues = () -> {
        requests.put(message);
        replies.get();
      };
      Trip overPool = () -> pool.apply(Tasks::same, 1);
      new Comparison("A round trip, back to back: both sides poll", Unit.MICROSECONDS)
          .measure(QUEUES, () -> busy(overQueues, trips))
          .measure(POOL, () -> busy(overPool, trips))
          .ratio(RATIO)
          .run(out, WARMUPS, rounds);
      new Comparison("A round trip after a pause: the other side sleeps", Unit.MICROSECONDS)
          .measure(QUEUES, () -> asleep(overQueues, pauses))
          .measure(POOL, () -> asleep(overPool, pauses))
          .ratio(RATIO)
          .run(out, 1, rounds);
      requests.shutdown();
      echo.join();
    }
  }

  private static double busy(Trip trip, int trips) throws Exception {
    List<Double> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      long start = System.nanoTime();
      for (int j = 0; j < trips; j++) {
        trip.go();
      }
      batches.add((double) (System.nanoTime() - start) / trips);
    }
    return Medians.of(batches, nanos -> nanos);
  }

  private static double asleep(Trip trip, int pauses) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < pauses; i++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      long start = System.nanoTime();
      trip.go();
      times.add(System.nanoTime() - start);
    }
    return Medians.of(times, nanos -> nanos);
  }
}
