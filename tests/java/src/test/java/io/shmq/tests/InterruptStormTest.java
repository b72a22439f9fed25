/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.QueueEmptyException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts of threads that put and get, at any moment. */
class InterruptStormTest {
  private static final int PRODUCERS = 8;
  private static final int CONSUMERS = 8;
  private static final int INTERRUPTS = 20_000;
  private static final int CAPACITY = 4;

  /** How often each call is interrupted while it waits. */
  private static final int SAMPLES = 10;

  /** Far more than the 50 ms that are promised: a machine that is busy may not run the thread. */
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(5);

  @RegisterExtension
  final Queues queues = new Queues();

  private final AtomicInteger interrupted = new AtomicInteger();
  private volatile boolean isOver;

  /** Calls until it is over, however often it is interrupted. */
  private Void run(SharedQueue<Long> queue, List<Caller.Call> calls, Caller caller)
      throws Exception {
    for (int i = 0; !isOver; i++) {
      try {
        calls.get(i % calls.size()).on(queue, caller);
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
      }
    }
    return null;
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

  @Test
  void noMessageIsLostOrDoubled() throws Exception {
    try (SharedQueue<Long> queue = SharedQueue.create(queues.name(), CAPACITY, new LongCodec())) {
      List<Caller> callers = new ArrayList<>();
      List<Task<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < PRODUCERS + CONSUMERS; i++) {
        Caller caller = new Caller(i);
        List<Caller.Call> calls = i < PRODUCERS ? Caller.PUTS : Caller.GETS;
        callers.add(caller);
        tasks.add(Task.start(() -> run(queue, calls, caller)));
      }
      Random random = new Random(2);
      for (int i = 0; i < INTERRUPTS; i++) {
        tasks.get(random.nextInt(tasks.size())).interrupt();
        Thread.sleep(0, random.nextInt(100_000));
      }
      isOver = true;
      Account total = new Account();
      for (int i = 0; i < tasks.size(); i++) {
        tasks.get(i).endByInterrupts();
        total.add(callers.get(i).account());
      }
      drain(queue, total);
      total.assertBalanced("at the end");
      assertTrue(total.puts() > 0);
      assertTrue(interrupted.get() > 0);
    }
  }

  private static Stream<Caller.Call> waitingCalls(boolean isEmpty) {
    return isEmpty
        ? Caller.GETS.stream()
        : Stream.concat(Caller.PUTS.stream(), Stream.of((queue, caller) -> queue.join()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void waitEndsSoon(boolean isEmpty) throws Exception {
    try (SharedQueue<Long> queue = SharedQueue.create(queues.name(), 1, new LongCodec())) {
      if (!isEmpty) {
        queue.put(0L);
      }
      for (Caller.Call call : waitingCalls(isEmpty).toList()) {
        for (int i = 0; i < SAMPLES; i++) {
          Task<Void> task = Task.startAndBlock(() -> {
            call.on(queue, new Caller(0));
            return null;
          });
          long start = System.nanoTime();
          task.interrupt();
          assertEquals(InterruptedException.class, task.failure().getClass());
          long nanos = System.nanoTime() - start;
          assertTrue(nanos < BOUND_NANOS, "nanos=" + nanos);
        }
      }
      assertEquals(isEmpty ? 0 : 1, queue.qsize());
    }
  }
}
