/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two who remove the same element of the {@link BlockingQueue}: both see it before one has it. */
class BlockingQueueRaceTest {
  private static final int ROUNDS = 50;

  @RegisterExtension
  final QueueView view = new QueueView(0);

  private final CyclicBarrier seen = new CyclicBarrier(2);

  private void awaitTheOther() {
    try {
      seen.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneOfTwoRemovesTheElement() throws Exception {
    assertOneOfTwoSucceeds(queue -> queue.remove("a"));
  }

  @Test
  void oneOfTwoRemovesTheElementByAFilter() throws Exception {
    assertOneOfTwoSucceeds(queue -> queue.removeIf("a"::equals));
  }

  private void assertOneOfTwoSucceeds(Predicate<BlockingQueue<String>> removal) throws Exception {
    BlockingQueue<String> first = view.with();
    BlockingQueue<String> second = view.openedAgain();
    view.codec().beforeDecoding(this::awaitTheOther);
    for (int round = 0; round < ROUNDS; round++) {
      first.add("a");
      Task<Boolean> task = Task.start(() -> removal.test(second));
      boolean removed = removal.test(first);
      assertTrue(removed != task.result(), "both or neither, round=" + round);
      assertEquals(round + 1, view.shared().stats().gets());
    }
  }

  @Test
  void twoIteratorsRemoveOneElement() throws Exception {
    BlockingQueue<String> first = view.with("a", "b");
    BlockingQueue<String> second = view.openedAgain();
    view.codec().beforeDecoding(this::awaitTheOther);
    Task<Void> task = Task.start(() -> {
      removeFirst(second.iterator());
      return null;
    });
    removeFirst(first.iterator());
    task.result();
    view.codec().beforeDecoding(() -> {});
    assertEquals(List.of("b"), view.rest());
  }

  private static void removeFirst(Iterator<String> iterator) {
    assertEquals("a", iterator.next());
    iterator.remove();
  }
}
