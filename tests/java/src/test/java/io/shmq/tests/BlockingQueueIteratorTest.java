/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.CodecException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Walks through the {@link BlockingQueue}, which goes on meanwhile. */
class BlockingQueueIteratorTest {
  @RegisterExtension
  final QueueView view = new QueueView(0);

  @Test
  void iteratorWalksInOrderToTheEnd() {
    Iterator<String> iterator = view.with("a", "b").iterator();
    assertEquals("a", iterator.next());
    assertTrue(iterator.hasNext());
    assertTrue(iterator.hasNext());
    assertEquals("b", iterator.next());
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
  }

  @Test
  void whatWasSeenToBeNextIsNextAlsoIfItIsTaken() {
    BlockingQueue<String> queue = view.with("a", "b");
    Iterator<String> iterator = queue.iterator();
    assertTrue(iterator.hasNext());
    assertEquals("a", queue.poll());
    assertEquals("a", iterator.next());
    assertEquals("b", iterator.next());
  }

  @Test
  void whatIsTakenBeforeTheWalkComesToItIsNotSeen() {
    BlockingQueue<String> queue = view.with("a", "b", "c", "d");
    Iterator<String> iterator = queue.iterator();
    assertEquals("a", iterator.next());
    assertTrue(queue.remove("b"));
    assertEquals("c", iterator.next());
    queue.clear();
    assertFalse(iterator.hasNext());
  }

  @Test
  void whatIsPutBeforeTheEndIsMetIsSeen() {
    BlockingQueue<String> queue = view.with("a");
    Iterator<String> iterator = queue.iterator();
    assertEquals("a", iterator.next());
    queue.add("b");
    assertEquals("b", iterator.next());
    assertFalse(iterator.hasNext());
  }

  @Test
  void walkThatHasMetTheEndIsOver() {
    BlockingQueue<String> queue = view.with();
    Iterator<String> iterator = queue.iterator();
    Spliterator<String> spliterator = queue.spliterator();
    assertFalse(iterator.hasNext());
    assertFalse(spliterator.tryAdvance(element -> {}));
    queue.add("a");
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
    assertFalse(spliterator.tryAdvance(element -> {}));
  }

  @Test
  void removeRemovesWhatNextHasReturned() {
    BlockingQueue<String> queue = view.with("a", "b", "a", "c");
    Iterator<String> iterator = queue.iterator();
    iterator.next();
    iterator.next();
    iterator.next();
    assertTrue(iterator.hasNext());
    iterator.remove();
    assertEquals("c", iterator.next());
    assertEquals(List.of("a", "b", "c"), view.rest());
  }

  @Test
  void removeNeedsANextOfItsOwn() {
    Iterator<String> iterator = view.with("a", "b").iterator();
    assertThrows(IllegalStateException.class, iterator::remove);
    iterator.next();
    iterator.remove();
    assertThrows(IllegalStateException.class, iterator::remove);
    assertEquals(List.of("b"), view.rest());
  }

  @Test
  void removeOfWhatSomebodyHasTakenChangesNothing() {
    BlockingQueue<String> queue = view.with("a", "b");
    Iterator<String> iterator = queue.iterator();
    iterator.next();
    assertEquals("a", queue.poll());
    iterator.remove();
    assertEquals(List.of("b"), view.rest());
  }

  @Test
  void forEachRemainingLeavesTheLastToRemove() {
    Iterator<String> iterator = view.with("a", "b", "c").iterator();
    iterator.next();
    List<String> seen = new ArrayList<>();
    iterator.forEachRemaining(seen::add);
    assertEquals(List.of("b", "c"), seen);
    iterator.remove();
    assertEquals(List.of("a", "b"), view.rest());
  }

  @Test
  void elementsThatStayAreSeenOnceWhileOthersGo() {
    List<String> elements =
        IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.toList());
    BlockingQueue<String> queue = view.with("long".repeat(100_000));
    queue.addAll(elements);
    List<String> seen = new ArrayList<>();
    for (String element : queue) {
      seen.add(element);
      if (seen.size() == 500) {
        assertEquals(400_000, queue.poll().length());
        queue.add("last");
      }
    }
    assertEquals(elements, seen.subList(1, 1001));
    assertEquals(List.of("last"), seen.subList(1001, seen.size()));
  }

  @Test
  void walkGoesOnBehindAMessageThatCannotBeDecoded() {
    BlockingQueue<String> queue = view.with("a", HookedCodec.UNDECODABLE, "b");
    Iterator<String> iterator = queue.iterator();
    assertEquals("a", iterator.next());
    assertTrue(iterator.hasNext());
    assertThrows(CodecException.class, iterator::next);
    iterator.remove();
    assertEquals("b", iterator.next());
    assertFalse(iterator.hasNext());
    assertEquals(List.of("a", "b"), view.rest());
  }

  @Test
  void spliteratorSaysWhatHolds() {
    Spliterator<String> spliterator = view.with("a", "b").spliterator();
    assertEquals(
        Spliterator.CONCURRENT | Spliterator.ORDERED | Spliterator.NONNULL,
        spliterator.characteristics());
    assertEquals(-1, spliterator.getExactSizeIfKnown());
    assertThrows(IllegalStateException.class, spliterator::getComparator);
    assertThrows(NullPointerException.class, () -> spliterator.tryAdvance(null));
    assertThrows(NullPointerException.class, () -> spliterator.forEachRemaining(null));
  }

  @Test
  void spliteratorSeesWhatWasPutBeforeItIsFirstUsed() {
    BlockingQueue<String> queue = view.with();
    Spliterator<String> spliterator = queue.spliterator();
    queue.add("a");
    assertTrue(spliterator.tryAdvance(element -> assertEquals("a", element)));
    assertFalse(spliterator.tryAdvance(element -> {}));
  }

  @Test
  void spliteratorDoesNotSeeWhatIsTakenBefore() {
    BlockingQueue<String> queue = view.with("a", "b");
    Spliterator<String> spliterator = queue.spliterator();
    assertTrue(spliterator.tryAdvance(element -> {}));
    queue.clear();
    assertFalse(spliterator.tryAdvance(element -> {}));
  }

  @Test
  void partsOfASpliteratorAreTheWhole() {
    Spliterator<String> rest = view.with("a", "b", "c").spliterator();
    List<String> seen = new ArrayList<>();
    Spliterator<String> first = rest.trySplit();
    first.forEachRemaining(seen::add);
    rest.forEachRemaining(seen::add);
    assertEquals(List.of("a", "b", "c"), seen);
    assertNull(rest.trySplit());
  }

  @Test
  void streamsSeeTheElementsInOrder() {
    List<String> elements =
        IntStream.range(0, 3000).mapToObj(Integer::toString).collect(Collectors.toList());
    BlockingQueue<String> queue = view.with();
    queue.addAll(elements);
    assertEquals(elements, queue.stream().collect(Collectors.toList()));
    assertEquals(elements, queue.parallelStream().collect(Collectors.toList()));
    assertEquals(3000, queue.stream().filter(element -> true).count());
    assertEquals(3000, queue.size());
  }
}
