/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueClosedException;
import io.shmq.QueueShutDownException;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The queue as a {@link BlockingQueue}, whose contract it keeps. */
class BlockingQueueTest {
  private static final int CAPACITY = 5;

  @RegisterExtension
  final Queues queues = new Queues();

  private SharedQueue<String> shared;
  private BlockingQueue<String> queue;

  @BeforeEach
  void create() {
    shared = SharedQueue.create(queues.name(), CAPACITY, Codec.utf8());
    queue = shared.asBlockingQueue();
  }

  @AfterEach
  void close() {
    shared.close();
  }

  private void fill(String... elements) {
    queue.addAll(Arrays.asList(elements));
  }

  private List<String> content() {
    return new ArrayList<>(queue);
  }

  @Test
  void elementsComeOutInTheOrderInWhichTheyWerePut() throws Exception {
    assertTrue(queue.offer("a"));
    queue.put("b");
    assertTrue(queue.add("c"));
    assertTrue(queue.offer("d", 1, TimeUnit.SECONDS));
    assertEquals("a", queue.poll());
    assertEquals("b", queue.take());
    assertEquals("c", queue.remove());
    assertEquals("d", queue.poll(1, TimeUnit.SECONDS));
    assertNull(queue.poll());
  }

  @Test
  void fullQueueRefusesEachInItsOwnWay() throws Exception {
    fill("1", "2", "3", "4", "5");
    assertFalse(queue.offer("6"));
    assertFalse(queue.offer("6", 1, TimeUnit.MILLISECONDS));
    assertFalse(queue.offer("6", -1, TimeUnit.SECONDS));
    assertFalse(queue.offer("6", Long.MIN_VALUE, TimeUnit.DAYS));
    assertThrows(IllegalStateException.class, () -> queue.add("6"));
    assertEquals(0, queue.remainingCapacity());
    assertEquals(CAPACITY, queue.size());
  }

  @Test
  void emptyQueueRefusesEachInItsOwnWay() throws Exception {
    assertNull(queue.poll());
    assertNull(queue.poll(0, TimeUnit.SECONDS));
    assertNull(queue.poll(-1, TimeUnit.SECONDS));
    assertNull(queue.poll(1, TimeUnit.MILLISECONDS));
    assertNull(queue.peek());
    assertThrows(NoSuchElementException.class, queue::remove);
    assertThrows(NoSuchElementException.class, queue::element);
    assertTrue(queue.isEmpty());
    assertEquals(CAPACITY, queue.remainingCapacity());
  }

  @Test
  void nullIsRefused() {
    assertThrows(NullPointerException.class, () -> queue.offer(null));
    assertThrows(NullPointerException.class, () -> queue.add(null));
    assertThrows(NullPointerException.class, () -> queue.put(null));
    assertThrows(NullPointerException.class, () -> queue.offer(null, 1, TimeUnit.SECONDS));
    assertThrows(NullPointerException.class, () -> queue.offer("a", 1, null));
    assertThrows(NullPointerException.class, () -> queue.poll(1, null));
    assertThrows(NullPointerException.class, () -> queue.addAll(null));
    assertThrows(NullPointerException.class, () -> queue.addAll(Arrays.asList("a", null)));
    assertThrows(NullPointerException.class, () -> queue.drainTo(null));
    assertThrows(NullPointerException.class, () -> queue.removeIf(null));
    assertThrows(NullPointerException.class, () -> queue.retainAll(null));
    assertThrows(NullPointerException.class, () -> queue.toArray((Object[]) null));
    assertEquals(List.of("a"), content());
    assertFalse(queue.contains(null));
    assertFalse(queue.remove(null));
  }

  @Test
  void waitingCallsWaitAndAreInterruptible() throws Exception {
    Task<String> taker = Task.startAndBlock(queue::take);
    queue.put("a");
    assertEquals("a", taker.result());
    Task<String> interrupted = Task.startAndBlock(queue::take);
    interrupted.interrupt();
    assertEquals(InterruptedException.class, interrupted.failure().getClass());
    fill("1", "2", "3", "4", "5");
    Task<Boolean> putter =
        Task.startAndBlock(() -> queue.offer("6", Long.MAX_VALUE, TimeUnit.DAYS));
    assertEquals("1", queue.poll());
    assertTrue(putter.result());
  }

  @Test
  void peekLeavesTheElement() {
    fill("a", "b");
    assertEquals("a", queue.peek());
    assertEquals("a", queue.element());
    assertEquals(List.of("a", "b"), content());
  }

  @Test
  void drainToTakesUpToALimit() {
    fill("a", "b", "c");
    List<String> target = new ArrayList<>();
    assertEquals(0, queue.drainTo(target, 0));
    assertEquals(0, queue.drainTo(target, -1));
    assertEquals(2, queue.drainTo(target, 2));
    assertEquals(List.of("a", "b"), target);
    assertEquals(1, queue.drainTo(target));
    assertEquals(0, queue.drainTo(target));
    assertEquals(List.of("a", "b", "c"), target);
    assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue));
    assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue, 1));
    assertThrows(IllegalArgumentException.class, () -> queue.addAll(queue));
  }

  @Test
  void containsAndRemoveGoByEquals() {
    fill("a", "b", "a", "c");
    assertTrue(queue.contains("b"));
    assertFalse(queue.contains("x"));
    assertTrue(queue.remove("b"));
    assertFalse(queue.remove("b"));
    assertTrue(queue.remove("a"));
    assertEquals(List.of("a", "c"), content());
    assertEquals(2, queue.size());
    assertEquals(CAPACITY - 2, queue.remainingCapacity());
    fill("d", "e", "f");
    assertFalse(queue.offer("g"));
    assertTrue(queue.containsAll(List.of("a", "f")));
  }

  @Test
  void bulkRemovalsLeaveTheRestInOrder() {
    fill("1", "2", "3", "4", "5");
    assertTrue(queue.removeIf(element -> element.compareTo("4") >= 0));
    assertFalse(queue.removeIf(element -> false));
    assertTrue(queue.removeAll(List.of("2", "x")));
    assertEquals(List.of("1", "3"), content());
    assertTrue(queue.retainAll(List.of("3")));
    assertFalse(queue.retainAll(List.of("3")));
    assertEquals(List.of("3"), content());
    queue.clear();
    assertTrue(queue.isEmpty());
    assertEquals(CAPACITY, queue.remainingCapacity());
  }

  @Test
  void arraysHoldTheElementsInOrder() {
    fill("a", "b");
    assertArrayEquals(new Object[] {"a", "b"}, queue.toArray());
    assertArrayEquals(new String[] {"a", "b"}, queue.toArray(new String[0]));
    String[] large = {"x", "y", "z"};
    assertArrayEquals(new String[] {"a", "b", null}, queue.toArray(large));
    assertThrows(ArrayStoreException.class, () -> queue.toArray(new Integer[2]));
    assertEquals("[a, b]", queue.toString());
  }

  @Test
  void iteratorIsWeaklyConsistent() {
    fill("a", "b", "c");
    Iterator<String> iterator = queue.iterator();
    assertThrows(IllegalStateException.class, iterator::remove);
    assertTrue(iterator.hasNext());
    assertEquals("a", queue.poll());
    assertEquals("a", iterator.next());
    iterator.remove();
    assertThrows(IllegalStateException.class, iterator::remove);
    assertEquals("b", iterator.next());
    iterator.remove();
    assertEquals("c", iterator.next());
    queue.add("d");
    assertEquals("d", iterator.next());
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
    assertEquals(List.of("c", "d"), content());
  }

  @Test
  void iteratorSeesEveryElementThatStaysOnce() throws Exception {
    List<String> elements =
        IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.toList());
    try (SharedQueue<String> large = SharedQueue.create(queues.name(), Codec.utf8())) {
      BlockingQueue<String> view = large.asBlockingQueue();
      view.add("x".repeat(400_000));
      view.addAll(elements);
      List<String> seen = new ArrayList<>();
      for (String element : view) {
        seen.add(element);
        if (seen.size() == 500) {
          assertEquals(400_000, view.poll().length());
          view.add("last");
        }
      }
      seen.remove(0);
      assertEquals("last", seen.remove(seen.size() - 1));
      assertEquals(elements, seen);
      assertEquals(Integer.MAX_VALUE, view.remainingCapacity());
      Collection<String> drained = new ArrayList<>();
      assertEquals(1001, view.drainTo(drained));
    }
  }

  @Test
  void viewsAreEqualOnlyToThemselves() {
    assertEquals(queue, queue);
    assertNotEquals(queue, shared.asBlockingQueue());
    assertNotEquals(queue, new ArrayList<>());
  }

  @Test
  void removedElementsCountAsTaken() throws Exception {
    fill("a", "b", "c");
    queue.remove("b");
    assertEquals(1, shared.stats().gets());
    assertEquals(2, shared.qsize());
    assertEquals("a", shared.get());
    assertEquals("c", shared.get());
    assertTrue(shared.empty());
    shared.check();
  }

  @Test
  void endOfTheQueueIsTold() {
    fill("a");
    shared.shutdown();
    assertThrows(QueueShutDownException.class, () -> queue.offer("b"));
    assertEquals("a", queue.poll());
    assertThrows(QueueShutDownException.class, queue::poll);
    assertThrows(QueueShutDownException.class, queue::take);
    shared.shutdownNow();
    assertFalse(queue.iterator().hasNext());
    shared.close();
    assertThrows(QueueClosedException.class, queue::size);
    assertThrows(QueueClosedException.class, queue::iterator);
  }
}
