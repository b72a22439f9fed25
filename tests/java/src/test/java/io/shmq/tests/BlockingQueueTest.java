/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.QueueFullException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The queue as a {@link BlockingQueue}: one element in, one element out. */
class BlockingQueueTest {
  @RegisterExtension
  final QueueView view = new QueueView(3);

  @Test
  void elementsComeOutInTheOrderInWhichTheyWerePut() throws Exception {
    BlockingQueue<String> queue = view.with("a");
    assertTrue(queue.offer("b"));
    queue.put("c");
    assertEquals("a", queue.poll());
    assertTrue(queue.add("d"));
    assertEquals("b", queue.take());
    assertTrue(queue.offer("e", 1, TimeUnit.SECONDS));
    assertEquals("c", queue.remove());
    assertEquals("d", queue.poll(1, TimeUnit.SECONDS));
    assertEquals(List.of("e"), view.rest());
  }

  @Test
  void fullQueueRefusesEachCallInItsWay() throws Exception {
    BlockingQueue<String> queue = view.with("1", "2", "3");
    assertFalse(queue.offer("4"));
    assertFalse(queue.offer("4", 1, TimeUnit.MILLISECONDS));
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> queue.add("4"));
    assertInstanceOf(QueueFullException.class, e.getCause());
    assertTrue(e.getMessage().contains("maxSize=3"), e.getMessage());
    assertEquals(List.of("1", "2", "3"), view.rest());
  }

  @Test
  void emptyQueueRefusesEachCallInItsWay() throws Exception {
    BlockingQueue<String> queue = view.with();
    assertNull(queue.poll());
    assertNull(queue.poll(1, TimeUnit.MILLISECONDS));
    assertNull(queue.peek());
    assertThrows(NoSuchElementException.class, queue::remove);
    assertThrows(NoSuchElementException.class, queue::element);
  }

  @Test
  void sizeAndRemainingCapacityAddUp() {
    BlockingQueue<String> queue = view.with();
    for (int size = 0; size <= 3; size++) {
      assertEquals(size, queue.size());
      assertEquals(size == 0, queue.isEmpty());
      assertEquals(3 - size, queue.remainingCapacity());
      assertEquals(size < 3, queue.offer("x"));
    }
    queue.clear();
    assertTrue(queue.isEmpty());
    assertEquals(3, queue.remainingCapacity());
  }

  @Test
  void peekAndElementLeaveTheElement() {
    BlockingQueue<String> queue = view.with("a", "b");
    assertEquals("a", queue.peek());
    assertEquals("a", queue.element());
    assertEquals(List.of("a", "b"), view.rest());
  }

  @Test
  void nullIsRefusedAlsoWithoutRoomAndWhenInterrupted() {
    BlockingQueue<String> queue = view.with("1", "2", "3");
    assertThrows(NullPointerException.class, () -> queue.offer(null));
    assertThrows(NullPointerException.class, () -> queue.add(null));
    Thread.currentThread().interrupt();
    assertThrows(NullPointerException.class, () -> queue.put(null));
    assertThrows(NullPointerException.class, () -> queue.offer(null, 1, TimeUnit.HOURS));
    assertTrue(Thread.interrupted());
    assertEquals(List.of("1", "2", "3"), view.rest());
  }

  @Test
  void unitThatIsNullIsRefusedAndNothingHappens() {
    BlockingQueue<String> queue = view.with("a");
    assertThrows(NullPointerException.class, () -> queue.offer("b", 1, null));
    assertThrows(NullPointerException.class, () -> queue.poll(1, null));
    assertEquals(List.of("a"), view.rest());
  }

  @Test
  void addAllAddsUntilThereIsNoRoom() {
    BlockingQueue<String> queue = view.with();
    assertFalse(queue.addAll(List.of()));
    assertTrue(queue.addAll(List.of("a", "b")));
    assertThrows(IllegalStateException.class, () -> queue.addAll(List.of("c", "d")));
    assertEquals(List.of("a", "b", "c"), view.rest());
  }

  @Test
  void addAllStopsAtNull() {
    BlockingQueue<String> queue = view.with();
    assertThrows(NullPointerException.class, () -> queue.addAll(null));
    assertThrows(NullPointerException.class, () -> queue.addAll(Arrays.asList("a", null, "b")));
    assertEquals(List.of("a"), view.rest());
  }

  @Test
  void nothingIsAddedFromTheQueueToItself() {
    BlockingQueue<String> queue = view.with("a");
    BlockingQueue<String> same = view.shared().asBlockingQueue();
    assertThrows(IllegalArgumentException.class, () -> queue.addAll(queue));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> queue.addAll(same));
    assertTrue(e.getMessage().contains(view.shared().name()), e.getMessage());
    assertEquals(List.of("a"), view.rest());
  }

  @Test
  void addAllFromAnotherObjectOfTheSameQueueEnds() {
    BlockingQueue<String> queue = view.with("a");
    queue.addAll(view.openedAgain());
    assertEquals(List.of("a", "a"), view.rest());
  }

  @Test
  void viewsOfOneObjectAreEqual() {
    BlockingQueue<String> queue = view.with("a");
    BlockingQueue<String> same = view.shared().asBlockingQueue();
    assertEquals(queue, same);
    assertEquals(queue.hashCode(), same.hashCode());
    queue.add("b");
    assertEquals(queue.hashCode(), same.hashCode());
    assertNotEquals(queue, view.openedAgain());
    assertNotEquals(queue, List.of("a", "b"));
    assertNotEquals(queue, null);
  }

  @Test
  void elementThatAnotherTookMeanwhileWasNotRemoved() {
    BlockingQueue<String> queue = view.with("a", "b");
    Object taken = new Object() {
      @Override
      public boolean equals(Object element) {
        return element.equals(queue.poll());
      }

      @Override
      public int hashCode() {
        return 0;
      }
    };
    assertFalse(queue.removeIf(taken::equals));
    assertTrue(queue.isEmpty());
  }
}
