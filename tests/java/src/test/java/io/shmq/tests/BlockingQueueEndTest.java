/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.CodecException;
import io.shmq.QueueClosedException;
import io.shmq.QueueShutDownException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** The {@link BlockingQueue} after its end, and before a message that cannot be decoded. */
class BlockingQueueEndTest {
  @RegisterExtension
  final QueueView view = new QueueView(0);

  @Test
  void messageThatCannotBeDecodedStaysWhenItIsLookedAt() {
    BlockingQueue<String> queue = view.with(HookedCodec.UNDECODABLE, "a");
    assertEachThrows(
        CodecException.class,
        queue::peek,
        queue::element,
        () -> queue.contains("a"),
        () -> queue.remove("a"),
        () -> queue.removeIf(element -> true),
        () -> queue.forEach(element -> {}),
        queue::toArray,
        () -> queue.stream().count());
    assertEquals(2, queue.size());
  }

  @Test
  void messageThatCannotBeDecodedIsLostWhenItIsTaken() {
    BlockingQueue<String> queue = view.with(HookedCodec.UNDECODABLE, HookedCodec.UNDECODABLE, "a");
    assertThrows(CodecException.class, queue::poll);
    assertThrows(CodecException.class, queue::take);
    assertEquals(List.of("a"), view.rest());
  }

  @Test
  void walkEndsAtWhatItLooksFor() {
    BlockingQueue<String> queue = view.with("a", HookedCodec.UNDECODABLE);
    assertTrue(queue.contains("a"));
    assertTrue(queue.remove("a"));
    assertEquals(1, queue.size());
  }

  @Test
  void textShowsWhatCannotBeDecoded() {
    String text = view.with("a", HookedCodec.UNDECODABLE, "b").toString();
    assertEquals("[a, " + new CodecException(HookedCodec.UNDECODABLE) + ", b]", text);
  }

  @Test
  void clearDropsWhatCannotBeDecoded() {
    BlockingQueue<String> queue = view.with(HookedCodec.UNDECODABLE);
    queue.clear();
    assertTrue(queue.isEmpty());
  }

  @Test
  void queueThatWasShutDownGivesWhatIsLeftAndTakesNothing() throws Exception {
    BlockingQueue<String> queue = view.with("a", "b", "c");
    view.shared().shutdown();
    assertEachThrows(
        QueueShutDownException.class,
        () -> queue.offer("x"),
        () -> queue.add("x"),
        () -> queue.put("x"),
        () -> queue.offer("x", 1, TimeUnit.HOURS));
    assertEquals("[a, b, c]", queue.toString());
    assertTrue(queue.remove("b"));
    assertEquals("a", queue.peek());
    assertEquals("a", queue.take());
    assertEquals("c", queue.poll(1, TimeUnit.HOURS));
    assertGone(queue);
  }

  @Test
  void queueThatWasShutDownAtOnceIsEmpty() {
    BlockingQueue<String> queue = view.with("a", "b");
    Iterator<String> iterator = queue.iterator();
    assertEquals("a", iterator.next());
    view.shared().shutdownNow();
    assertFalse(iterator.hasNext());
    assertDoesNotThrow(iterator::remove);
    assertGone(queue);
  }

  private static void assertGone(BlockingQueue<String> queue) {
    assertEachThrows(
        QueueShutDownException.class,
        queue::poll,
        queue::take,
        queue::remove,
        () -> queue.poll(1, TimeUnit.HOURS),
        () -> queue.drainTo(new ArrayList<>()));
    assertNull(queue.peek());
    assertEquals(0, queue.size());
    assertTrue(queue.isEmpty());
    assertFalse(queue.contains("a"));
    assertFalse(queue.remove("a"));
    assertFalse(queue.iterator().hasNext());
    assertEquals(0, queue.stream().count());
    assertEquals("[]", queue.toString());
    assertDoesNotThrow(queue::clear);
  }

  @Test
  void shutdownEndsWaits() throws Exception {
    BlockingQueue<String> queue = view.with();
    Task<String> taker = Task.startAndBlock(queue::take);
    view.shared().shutdown();
    assertEquals(QueueShutDownException.class, taker.failure().getClass());
  }

  @Test
  void closedObjectSaysSo() {
    BlockingQueue<String> queue = view.with("a");
    Iterator<String> iterator = queue.iterator();
    assertEquals("a", iterator.next());
    view.shared().close();
    assertEachThrows(
        QueueClosedException.class,
        () -> queue.put("x"),
        () -> queue.offer("x"),
        queue::take,
        queue::poll,
        queue::peek,
        queue::size,
        queue::isEmpty,
        queue::clear,
        () -> queue.contains("a"),
        () -> queue.remove("a"),
        () -> queue.removeIf(element -> true),
        () -> queue.drainTo(new ArrayList<>()),
        () -> queue.iterator().hasNext(),
        iterator::hasNext,
        iterator::remove,
        () -> queue.stream().count(),
        queue::toArray);
  }

  @Test
  void closedObjectHasATextAndIsEqualToItself() {
    BlockingQueue<String> queue = view.with("a");
    view.shared().close();
    assertEquals(view.shared().toString(), queue.toString());
    assertEquals(view.shared().asBlockingQueue(), queue);
  }

  @Test
  void queueThatCannotBeReadHasATextAllTheSame() throws Exception {
    BlockingQueue<String> queue = view.with("a");
    // Inside the callback the consumers' end is taken.
    String text = view.shared().get(message -> {
      assertThrows(IllegalStateException.class, queue::peek);
      return queue.toString();
    });
    assertEquals(view.shared().toString(), text);
  }

  @Test
  void removedElementsCountAsTaken() {
    BlockingQueue<String> queue = view.with("a", "b", "c");
    queue.remove("b");
    assertEquals(1, view.shared().stats().gets());
    queue.clear();
    assertEquals(3, view.shared().stats().gets());
    view.shared().check();
  }

  private static void assertEachThrows(Class<? extends Exception> expected, Executable... calls) {
    for (Executable call : calls) {
      assertThrows(expected, call);
    }
  }
}
