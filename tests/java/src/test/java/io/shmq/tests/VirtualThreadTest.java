/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
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

  @Test
  void virtualThreadsThatWaitLeaveTheirCarriersToOthers() throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.create(queues.name(), new IntCodec())) {
      ConcurrentLinkedQueue<Integer> received = new ConcurrentLinkedQueue<>();
      CountDownLatch started = new CountDownLatch(THREADS);
      List<Thread> getters = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        getters.add(VirtualThreads.start(() -> {
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
      VirtualThreads.join(List.of(VirtualThreads.start(other::incrementAndGet)));
      assertEquals(1, other.get());
      for (int i = 0; i < THREADS; i++) {
        queue.put(i);
      }
      VirtualThreads.join(getters);
      assertEquals(THREADS, received.stream().distinct().count());
      assertTrue(queue.empty());
    }
  }

  @Test
  void hundredThatWaitOnTwoCarriersStopNeitherOthersNorEachOther() throws Exception {
    String name = queues.name();
    List<String> carriers = List.of(
        "-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2");
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
        Program program = Program.startJvm(carriers, VirtualGetters.class, name)) {
      assertEquals(VirtualGetters.OUTPUT, program.output());
      assertTrue(queue.empty());
    }
  }

  @Test
  void interruptReachesAVirtualThreadThatWaits() throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.create(queues.name(), new IntCodec())) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread getter = VirtualThreads.start(() -> {
        try {
          queue.get();
        } catch (Throwable e) {
          failure.set(e);
          interrupted.set(Thread.currentThread().isInterrupted());
        }
      });
      Task.until(() -> getter.getState() == Thread.State.WAITING);
      getter.interrupt();
      VirtualThreads.join(List.of(getter));
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
        threads.add(VirtualThreads.start(() -> {
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
        threads.add(VirtualThreads.start(() -> {
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
      VirtualThreads.join(threads);
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
