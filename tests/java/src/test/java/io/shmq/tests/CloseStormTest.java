/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.QueueClosedException;
import io.shmq.QueueEmptyException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A queue object that is closed under a hundred threads, over and over: of each three rounds, one
 * finds the queue empty and most of them waiting for messages, one finds it full and most of them
 * waiting for room, and in one they keep each other going. The rest look at it, or wait for its
 * tasks.
 */
class CloseStormTest {
  private static final int THREADS = 100;

  /** All of them over one binding; the others share the code that is at stake. */
  private static final int ROUNDS =
      "ffm".equals(System.getProperty("shmq.binding")) ? 10_000 : 1_000;

  private static final int ROUNDS_PER_LOOK = 500;
  private static final long MOMENT_NANOS = 10_000;
  private static final int CAPACITY = 8;
  private static final int LOOKERS = 1;
  private static final int JOINERS = 6;

  /** So many producers to each consumer where they keep each other going: most of them wait. */
  private static final int RATIO = 20;

  @RegisterExtension
  final Queues queues = new Queues();

  private final CyclicBarrier begin = new CyclicBarrier(THREADS + 1);
  private final CyclicBarrier end = new CyclicBarrier(THREADS + 1);
  private final AtomicInteger begun = new AtomicInteger();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final List<Caller> callers =
      IntStream.rangeClosed(0, THREADS).mapToObj(Caller::new).toList();
  private final Random random = new Random(1);

  /** Of this round. */
  private volatile SharedQueue<Long> queue;

  private volatile int round;

  private static <T> T oneOf(List<T> all, int number) {
    return all.get(number % all.size());
  }

  private static Caller.Call call(int thread, int round) {
    if (thread < LOOKERS) {
      return oneOf(Caller.LOOKS, thread + round);
    }
    if (thread < LOOKERS + JOINERS) {
      return (queue, caller) -> queue.join();
    }
    int number = thread + round / 3;
    boolean gets = round % 3 == 2 ? thread % RATIO == 0 : round % 3 == 0;
    return oneOf(gets ? Caller.GETS : Caller.PUTS, number);
  }

  private void runThread(int thread) {
    try {
      while (true) {
        begin.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (round == ROUNDS) {
          return;
        }
        callUntilClosed(queue, call(thread, round), callers.get(thread));
        end.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (Exception e) {
      failures.add(e);
    }
  }

  private void callUntilClosed(SharedQueue<Long> closing, Caller.Call call, Caller caller) {
    begun.incrementAndGet();
    try {
      while (true) {
        call.on(closing, caller);
      }
    } catch (QueueClosedException e) {
      // As it is to be.
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  /** Has all threads use a queue object, and closes it when so many of them have begun. */
  private void runRound(SharedQueue<Long> closing, int threads) throws Exception {
    begun.set(0);
    queue = closing;
    begin.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (begun.get() < threads) {
      LockSupport.parkNanos(MOMENT_NANOS);
    }
    closing.close();
    end.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void drain(SharedQueue<Long> queue, Account account) throws InterruptedException {
    try {
      while (true) {
        account.gotAll(queue.getMany(CAPACITY, Duration.ZERO));
      }
    } catch (QueueEmptyException e) {
      // That was all.
    }
  }

  private Account total() {
    Account total = new Account();
    callers.forEach(caller -> total.add(caller.account()));
    return total;
  }

  @Test
  @Timeout(600)
  void everyThreadLeavesWithItsResultOrItsExceptionAndNoMessageIsLost() throws Exception {
    String name = queues.name();
    Caller own = callers.get(THREADS);
    try (SharedQueue<Long> other = SharedQueue.create(name, CAPACITY, new LongCodec())) {
      long held = Holdings.of(name);
      List<Thread> threads = start();
      for (int i = 0; i < ROUNDS; i++) {
        round = i;
        while (i % 3 == 1 && !other.full()) {
          Caller.PUTS.get(0).on(other, own);
        }
        // Early where they run, or the test would count messages for the most part.
        int begun = random.nextInt(i % 3 == 2 ? THREADS / 5 : THREADS + 1);
        runRound(SharedQueue.open(name, new LongCodec()), begun);
        drain(other, own.account());
        assertEquals(List.of(), List.copyOf(failures), "round " + i);
        total().assertBalanced("in round " + i);
        if (i % 50 < 3)
          if (i % ROUNDS_PER_LOOK == 0) {
            Task.until(() -> Holdings.of(name) == held);
          }
      }
      round = ROUNDS;
      begin.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(Task.PATIENCE_SECONDS));
      }
      Task.until(() -> Holdings.of(name) == held);
      assertTrue(total().puts() > ROUNDS, "so few messages show nothing");
    }
    Task.until(() -> Holdings.of(name) == 0);
  }

  private List<Thread> start() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread = new Thread(() -> runThread(number), "storm-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return threads;
  }
}
