/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.SharedQueue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Virtual threads that wait do not keep others from running. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest {
  /** More than any machine that builds this has processors. */
  private static final int THREADS = 200;

  @RegisterExtension
  final Queues queues = new Queues();

  static Thread start(Runnable action) throws Exception {
    try {
      // Java 17 compiles this.
      MethodHandle start = MethodHandles.lookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
      return (Thread) start.invokeExact(action);
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void runOnAll(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(Task.PATIENCE_SECONDS));
      assertTrue(!thread.isAlive(), "A virtual thread did not end in time.");
    }
  }

  @Test
  void virtualThreadsThatWaitLeaveTheirCarriersToOthers() throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.create(queues.name(), new IntCodec())) {
      ConcurrentLinkedQueue<Integer> received = new ConcurrentLinkedQueue<>();
      CountDownLatch started = new CountDownLatch(THREADS);
      List<Thread> getters = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        getters.add(start(() -> {
          started.countDown();
          try {
            received.add(queue.get());
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }));
      }
      // All of them get to start, although those before them wait.
      assertTrue(started.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS));
      AtomicInteger other = new AtomicInteger();
      runOnAll(List.of(start(other::incrementAndGet)));
      assertEquals(1, other.get());
      for (int i = 0; i < THREADS; i++) {
        queue.put(i);
      }
      runOnAll(getters);
      assertEquals(THREADS, received.stream().distinct().count());
      assertTrue(queue.empty());
    }
  }

  @Test
  void interruptReachesAVirtualThreadThatWaits() throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.create(queues.name(), new IntCodec())) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread getter = start(() -> {
        try {
          queue.get();
        } catch (Throwable e) {
          failure.set(e);
          interrupted.set(Thread.currentThread().isInterrupted());
        }
      });
      Task.until(() -> getter.getState() == Thread.State.WAITING);
      getter.interrupt();
      runOnAll(List.of(getter));
      assertEquals(InterruptedException.class, failure.get().getClass());
      assertFalse(interrupted.get());
      queue.put(1);
      assertEquals(1, queue.get());
    }
  }

  @Test
  void inPlaceCallbacksWorkInVirtualThreads() throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.create(queues.name(), new IntCodec())) {
      AtomicInteger sum = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        int value = i;
        threads.add(start(() -> {
          try {
            queue.put(50_000, message -> {
              // A virtual thread leaves its carrier here.
              sleep();
              message.putInt(value);
            });
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }));
        threads.add(start(() -> {
          try {
            sum.addAndGet(queue.get(message -> {
              sleep();
              return message.getInt();
            }));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }));
      }
      runOnAll(threads);
      assertEquals(210, sum.get());
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
