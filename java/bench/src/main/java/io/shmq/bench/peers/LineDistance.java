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

  /** Places in the array with nothing else on their lines. */
  private static final int PING = 32;

  private static final int PONG = 64;

  private final long[] lines = new long[96];

  private LineDistance() {}

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
          List.of(asking, answering), Patience.LONG.toSeconds(), TimeUnit.SECONDS);
      List<Double> nanos = new ArrayList<>(futures.get(0).get());
      Collections.sort(nanos);
      return nanos.get(BATCHES / 2);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Cannot measure the distance of two processors (" + processors + ").", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Double> ask() {
    List<Double> nanos = new ArrayList<>();
    long trip = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      long start = System.nanoTime();
      for (int i = 0; i < TRIPS; i++) {
        trip++;
        LONGS.setRelease(lines, PING, trip);
        await(PONG, trip);
      }
      nanos.add((double) (System.nanoTime() - start) / TRIPS);
    }
    return nanos;
  }

  private List<Double> answer() {
    for (long trip = 1; trip <= (long) BATCHES * TRIPS; trip++) {
      await(PING, trip);
      LONGS.setRelease(lines, PONG, trip);
    }
    return List.of();
  }

  private void await(int place, long value) {
    Thread thread = Thread.currentThread();
    while ((long) LONGS.getAcquire(lines, place) != value && !thread.isInterrupted()) {
      Thread.onSpinWait();
    }
  }
}
