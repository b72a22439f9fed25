/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the calls of the {@link BlockingQueue} wait, and what an interrupt does to them. */
class BlockingQueueWaitTest {
  @RegisterExtension
  final QueueView view = new QueueView(1);

  @Test
  void takeWaitsForAnElement() throws Exception {
    BlockingQueue<String> queue = view.with();
    Task<String> taker = Task.startAndBlock(queue::take);
    queue.put("a");
    assertEquals("a", taker.result());
  }

  @Test
  void putWaitsForRoom() throws Exception {
    BlockingQueue<String> queue = view.with("a");
    Task<Void> putter = Task.startAndBlock(() -> {
      queue.put("b");
      return null;
    });
    assertEquals("a", queue.poll());
    putter.result();
    assertEquals(List.of("b"), view.rest());
  }

  @ParameterizedTest
  @EnumSource(TimeUnit.class)
  void longestTimeoutIsLongInEveryUnit(TimeUnit unit) throws Exception {
    BlockingQueue<String> queue = view.with();
    Task<String> taker = Task.startAndBlock(() -> queue.poll(Long.MAX_VALUE, unit));
    assertTrue(queue.offer("a", Long.MAX_VALUE, unit));
    assertEquals("a", taker.result());
    queue.put("b");
    Task<Boolean> putter = Task.startAndBlock(() -> queue.offer("c", Long.MAX_VALUE, unit));
    assertEquals("b", queue.poll(Long.MAX_VALUE, unit));
    assertTrue(putter.result());
    assertEquals(List.of("c"), view.rest());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void timeoutThatIsNotPositiveDoesNotWait(long timeout) throws Exception {
    BlockingQueue<String> queue = view.with();
    for (TimeUnit unit : TimeUnit.values()) {
      assertNull(queue.poll(timeout, unit));
      assertTrue(queue.offer("a", timeout, unit));
      assertFalse(queue.offer("b", timeout, unit));
      assertEquals("a", queue.poll(timeout, unit));
    }
  }

  @Test
  void timeoutIsWaitedFor() throws Exception {
    BlockingQueue<String> queue = view.with();
    assertWaits(50, () -> assertNull(queue.poll(50, TimeUnit.MILLISECONDS)));
    queue.add("a");
    assertWaits(50, () -> assertFalse(queue.offer("b", 50_000, TimeUnit.MICROSECONDS)));
  }

  private static void assertWaits(long millis, Executable call) throws Exception {
    long start = System.nanoTime();
    try {
      call.execute();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    long waited = System.nanoTime() - start;
    assertTrue(waited >= TimeUnit.MILLISECONDS.toNanos(millis), "waited=" + waited + " ns");
  }

  @Test
  void interruptEndsWaitsForAnElement() throws Exception {
    BlockingQueue<String> queue = view.with();
    assertInterruptEnds(queue::take);
    assertInterruptEnds(() -> queue.poll(1, TimeUnit.HOURS));
    assertTrue(queue.isEmpty());
  }

  @Test
  void interruptEndsWaitsForRoom() throws Exception {
    BlockingQueue<String> queue = view.with("a");
    assertInterruptEnds(() -> {
      queue.put("b");
      return null;
    });
    assertInterruptEnds(() -> queue.offer("b", 1, TimeUnit.HOURS));
    assertEquals(List.of("a"), view.rest());
  }

  private static void assertInterruptEnds(Callable<?> call) throws Exception {
    Task<Boolean> task = Task.startAndBlock(() -> {
      assertThrows(InterruptedException.class, call::call);
      return Thread.currentThread().isInterrupted();
    });
    task.interrupt();
    assertFalse(task.result());
  }

  @Test
  void interruptedThreadDoesNotEvenTry() {
    BlockingQueue<String> queue = view.with();
    assertInterrupted(() -> queue.put("a"));
    assertInterrupted(() -> queue.offer("a", 0, TimeUnit.SECONDS));
    assertTrue(queue.isEmpty());
    queue.add("b");
    assertInterrupted(queue::take);
    assertInterrupted(() -> queue.poll(0, TimeUnit.SECONDS));
    assertEquals(List.of("b"), view.rest());
  }

  private static void assertInterrupted(Executable call) {
    Thread.currentThread().interrupt();
    assertInstanceOf(InterruptedException.class, assertThrows(Exception.class, call));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void callsThatDoNotWaitDoNotCareForAnInterrupt() {
    assertDoesNotCareForAnInterrupt();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void norDoTheyInAVirtualThread() throws Exception {
    FutureTask<Void> task = new FutureTask<>(this::assertDoesNotCareForAnInterrupt, null);
    VirtualThreads.start(task);
    task.get(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void assertDoesNotCareForAnInterrupt() {
    BlockingQueue<String> queue = view.with();
    Thread.currentThread().interrupt();
    assertNull(queue.poll());
    assertTrue(queue.add("a"));
    assertFalse(queue.offer("b"));
    assertEquals("a", queue.peek());
    assertTrue(queue.contains("a"));
    assertFalse(queue.remove("b"));
    assertEquals("a", queue.iterator().next());
    assertEquals("[a]", queue.toString());
    assertEquals(1, queue.stream().count());
    assertTrue(queue.removeIf("a"::equals));
    queue.add("c");
    assertEquals(1, queue.drainTo(new ArrayList<>()));
    queue.clear();
    assertTrue(Thread.interrupted());
  }
}
