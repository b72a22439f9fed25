/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How far two processors are from each other: what a cache line needs to and fro. */
final class LineDistance {
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int BATCHES = 41;
  private static final int TRIPS = 2_000;
  /** Where other work keeps one side from its processor there are fewer trips, and fewer batches. */
  private static final long LIMIT_NANOS = 500_000_000;

  /** How often a thread looks at a line between two looks at the time. */
  private static final int LOOKS = 1_000;

  /** In the place of the number of a trip: there are no more. */
  private static final long STOP = -1;

  /** The same: there was none yet. */
  private static final long NONE = -2;

  /** Places in the array with nothing else on their lines. */
  private static final int PING = 32;

  private static final int PONG = 64;

  private final long[] lines = new long[96];

  private LineDistance() {
    LONGS.set(lines, PING, NONE);
    LONGS.set(lines, PONG, NONE);
  }

  /** Returns the median time of a round trip of a line between two processors, in nanoseconds. */
  static double nanos(ProcessorPair processors) throws InterruptedException {
    LineDistance distance = new LineDistance();
    Callable<List<Double>> asking = () -> {
      ThisThread.bind(processors.sender());
      return distance.ask();
    };
    Callable<List<Double>> answering = () -> {
      ThisThread.bind(processors.receiver());
      return distance.answer();
    };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Double>>> futures = threads.invokeAll(
          List.of(asking, answering), 2 * Patience.LONG.toSeconds(), TimeUnit.SECONDS);
      List<Double> nanos = new ArrayList<>(futures.get(0).get());
      Collections.sort(nanos);
      return nanos.get(nanos.size() / 2);
    } catch (ExecutionException | CancellationException e) {
      throw new IllegalStateException(
          "Cannot measure the distance of two processors (" + processors + ").", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Double> ask() {
    try {
      if (!goesThereAndBack(0, System.nanoTime() + Patience.LONG.toNanos())) {
        throw new IllegalStateException(
            "The other thread does not answer (waited=" + Patience.LONG.toSeconds() + " s).");
      }
      return batches(System.nanoTime() + LIMIT_NANOS);
    } finally {
      LONGS.setRelease(lines, PING, STOP);
    }
  }

  /** Returns the mean time of a trip in each batch, or only in those that there was time for. */
  private List<Double> batches(long deadline) {
    List<Double> nanos = new ArrayList<>();
    long trip = 0;
    do {
      long start = System.nanoTime();
      long last = trip + TRIPS;
      do {
        trip++;
      } while (goesThereAndBack(trip, deadline) && trip < last);
      nanos.add((double) (System.nanoTime() - start) / (trip + TRIPS - last));
    } while (nanos.size() < BATCHES && System.nanoTime() - deadline < 0);
    return nanos;
  }

  /** Sends the line, and returns true if it came back in time. */
  private boolean goesThereAndBack(long trip, long deadline) {
    LONGS.setRelease(lines, PING, trip);
    for (int look = 1; (long) LONGS.getAcquire(lines, PONG) != trip; look++) {
      if (look % LOOKS == 0 && System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private List<Double> answer() {
    long deadline = System.nanoTime() + 2 * Patience.LONG.toNanos();
    long trip = NONE;
    for (int look = 1; trip != STOP; look++) {
      long next = (long) LONGS.getAcquire(lines, PING);
      if (next != trip) {
        trip = next;
        LONGS.setRelease(lines, PONG, trip);
      } else if (look % LOOKS == 0 && System.nanoTime() - deadline > 0) {
        break;
      }
      Thread.onSpinWait();
    }
    return List.of();
  }
}
