/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the {@link BlockingQueue} does with all its elements, or some amid it. */
class BlockingQueueBulkTest {
  @RegisterExtension
  final QueueView view = new QueueView(0);

  @Test
  void queueWithoutALimitHasRoomForAnyNumber() {
    assertEquals(Integer.MAX_VALUE, view.with("a", "b").remainingCapacity());
  }

  @Test
  void containsAndRemoveGoByEquals() {
    BlockingQueue<String> queue = view.with("a", "b", "a", "c");
    assertTrue(queue.contains("b"));
    assertFalse(queue.contains("x"));
    assertTrue(queue.containsAll(List.of("a", "c")));
    assertFalse(queue.containsAll(List.of("a", "x")));
    assertTrue(queue.remove("b"));
    assertFalse(queue.remove("b"));
    assertTrue(queue.remove("a"));
    assertEquals(List.of("a", "c"), view.rest());
  }

  @Test
  void objectsThatAreNoElementsAreNotThere() {
    BlockingQueue<String> queue = view.with("a");
    assertFalse(queue.contains(null));
    assertFalse(queue.contains(1));
    assertFalse(queue.remove(null));
    assertFalse(queue.remove((Object) 1));
    assertEquals(List.of("a"), view.rest());
  }

  @Test
  void arraysAreNeverFound() {
    byte[] element = {1};
    try (SharedQueue<byte[]> bytes = SharedQueue.anonymous(0, Codec.bytes())) {
      BlockingQueue<byte[]> queue = bytes.asBlockingQueue();
      queue.add(element);
      assertFalse(queue.contains(element));
      assertFalse(queue.remove(element));
      assertArrayEquals(element, queue.poll());
    }
  }

  @Test
  void lastOfManyElementsIsFoundAndRemoved() {
    BlockingQueue<String> queue = view.with();
    queue.addAll(Collections.nCopies(1000, "x"));
    queue.add("last");
    assertTrue(queue.contains("last"));
    assertTrue(queue.remove("last"));
    assertFalse(queue.contains("last"));
    assertEquals(1000, queue.size());
  }

  @Test
  void removalsLeaveTheRestInOrder() {
    BlockingQueue<String> queue = view.with("1", "2", "3", "4", "5");
    assertTrue(queue.removeIf(element -> element.compareTo("4") >= 0));
    assertFalse(queue.removeIf(element -> false));
    assertTrue(queue.removeAll(List.of("2", "x")));
    assertFalse(queue.removeAll(List.of("2", "x")));
    assertTrue(queue.retainAll(List.of("3")));
    assertFalse(queue.retainAll(List.of("3")));
    assertEquals(List.of("3"), view.rest());
  }

  @Test
  void nullIsNoFilterActionOrCollection() {
    BlockingQueue<String> queue = view.with();
    assertThrows(NullPointerException.class, () -> queue.removeIf(null));
    assertThrows(NullPointerException.class, () -> queue.removeAll(null));
    assertThrows(NullPointerException.class, () -> queue.retainAll(null));
    assertThrows(NullPointerException.class, () -> queue.containsAll(null));
    assertThrows(NullPointerException.class, () -> queue.forEach(null));
    assertThrows(NullPointerException.class, () -> queue.toArray((Object[]) null));
    assertThrows(NullPointerException.class, () -> queue.toArray((IntFunction<String[]>) null));
  }

  @Test
  void filterThatFailsEndsTheRemovalThere() {
    BlockingQueue<String> queue = view.with("a", "b", "c");
    assertThrows(
        ArithmeticException.class,
        () -> queue.removeIf(element -> {
          if (element.equals("b")) {
            throw new ArithmeticException();
          }
          return true;
        }));
    assertEquals(List.of("b", "c"), view.rest());
  }

  @Test
  void removalSaysFalseWhenSomebodyElseWasFaster() {
    BlockingQueue<String> queue = view.with("a");
    assertFalse(queue.removeIf(element -> queue.remove("a")));
    assertTrue(queue.isEmpty());
  }

  @Test
  void removalOfOneOfTwoEqualElementsTakesTheOtherIfTheFirstHasGone() {
    BlockingQueue<String> queue = view.with("a", "b", "a");
    Object faster = new Object() {
      @Override
      public boolean equals(Object element) {
        if (queue.size() == 3) {
          queue.poll();
        }
        return "a".equals(element);
      }

      @Override
      public int hashCode() {
        return "a".hashCode();
      }
    };
    assertTrue(queue.remove(faster));
    assertEquals(List.of("b"), view.rest());
  }

  @Test
  void arraysHoldTheElementsInOrder() {
    BlockingQueue<String> queue = view.with("a", "b");
    Object[] objects = queue.toArray();
    assertArrayEquals(new Object[] {"a", "b"}, objects);
    assertSame(Object[].class, objects.getClass());
    assertArrayEquals(new String[] {"a", "b"}, queue.toArray(new String[1]));
    assertArrayEquals(new String[] {"a", "b"}, queue.toArray(String[]::new));
    String[] fitting = new String[2];
    assertSame(fitting, queue.toArray(fitting));
    String[] large = {"x", "y", "z", "z"};
    assertSame(large, queue.toArray(large));
    assertArrayEquals(new String[] {"a", "b", null, "z"}, large);
    assertThrows(ArrayStoreException.class, () -> queue.toArray(new Integer[2]));
    assertThrows(ArrayStoreException.class, () -> queue.toArray(new Integer[0]));
  }

  @Test
  void textIsThatOfAList() {
    assertEquals("[]", view.with().toString());
    assertEquals("[a, b]", view.with("a", "b").toString());
  }

  @Test
  void forEachSeesTheElementsInOrder() {
    List<String> seen = new ArrayList<>();
    view.with("a", "b").forEach(seen::add);
    assertEquals(List.of("a", "b"), seen);
  }

  /** What goes through all elements and may not run after those that are put meanwhile. */
  static Stream<Consumer<BlockingQueue<String>>> walks() {
    return Stream.of(
        queue -> assertFalse(queue.contains("x")),
        queue -> assertFalse(queue.containsAll(List.of("x"))),
        queue -> assertFalse(queue.remove("x")),
        queue -> assertFalse(queue.removeIf("x"::equals)),
        queue -> assertFalse(queue.removeAll(List.of("x"))),
        queue -> assertFalse(queue.retainAll(new AllStrings())),
        queue -> assertEquals(2, queue.toArray().length),
        queue -> assertEquals(2, queue.toArray(new String[0]).length),
        queue -> assertEquals(2, queue.toArray(String[]::new).length),
        queue -> assertEquals("[a, b]", queue.toString()),
        queue -> assertEquals(2, queue.stream().count()),
        queue -> assertEquals(2, queue.parallelStream().count()),
        queue -> queue.forEach(element -> {}));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void walkEndsThoughForEachElementAnotherIsPut(Consumer<BlockingQueue<String>> walk) {
    BlockingQueue<String> queue = view.with("a", "b");
    view.codec().beforeDecoding(() -> {
      assertTrue(queue.size() < 1000, "does not end");
      queue.add("c");
    });
    walk.accept(queue);
    view.codec().beforeDecoding(() -> {});
    assertEquals(List.of("a", "b", "c", "c"), view.rest());
  }

  /** A collection that has every text. */
  private static final class AllStrings extends ArrayList<String> implements Collection<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean contains(Object object) {
      return object instanceof String;
    }
  }
}
