/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.BatchException;
import io.shmq.CodecException;
import io.shmq.QueueShutDownException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of the {@link BlockingQueue} that go to a collection in batches. */
class BlockingQueueDrainTest {
  @RegisterExtension
  final QueueView view = new QueueView(0);

  private final List<String> target = new ArrayList<>();

  @Test
  void allElementsGoOverInOrder() {
    BlockingQueue<String> queue = view.with("a", "b", "c");
    assertEquals(3, queue.drainTo(target));
    assertEquals(List.of("a", "b", "c"), target);
    assertEquals(0, queue.drainTo(target));
    assertTrue(queue.isEmpty());
  }

  @Test
  void noMoreElementsGoOverThanAskedFor() {
    BlockingQueue<String> queue = view.with("a", "b", "c");
    assertEquals(2, queue.drainTo(target, 2));
    assertEquals(List.of("a", "b"), target);
    assertEquals(1, queue.drainTo(target, Integer.MAX_VALUE));
    assertEquals(List.of("a", "b", "c"), target);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void nothingGoesOverWhenNothingIsAskedFor(int max) {
    BlockingQueue<String> queue = view.with("a");
    assertEquals(0, queue.drainTo(target, max));
    assertEquals(List.of("a"), view.rest());
  }

  @Test
  void moreThanOneBatchGoesOver() {
    String text = "long".repeat(1000);
    List<String> elements =
        IntStream.range(0, 300).mapToObj(i -> text + i).collect(Collectors.toList());
    BlockingQueue<String> queue = view.with(elements.toArray(new String[0]));
    assertEquals(299, queue.drainTo(target, 299));
    assertEquals(elements.subList(0, 299), target);
    assertEquals(elements.subList(299, 300), view.rest());
  }

  @Test
  void whatTheTargetHasAlreadyCountsAsGoneOver() {
    Set<String> set = new HashSet<>();
    assertEquals(3, view.with("a", "a", "b").drainTo(set));
    assertEquals(Set.of("a", "b"), set);
  }

  @Test
  void nullAndTheQueueItselfAreNoTargets() {
    BlockingQueue<String> queue = view.with("a");
    BlockingQueue<String> same = view.shared().asBlockingQueue();
    assertThrows(NullPointerException.class, () -> queue.drainTo(null));
    assertThrows(NullPointerException.class, () -> queue.drainTo(null, 0));
    assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue));
    assertThrows(IllegalArgumentException.class, () -> queue.drainTo(same));
    assertThrows(IllegalArgumentException.class, () -> queue.drainTo(same, 0));
    assertEquals(List.of("a"), view.rest());
  }

  @Test
  void targetThatFeedsTheQueueGetsWhatWasThereBefore() {
    BlockingQueue<String> queue = view.with("a", "b");
    assertEquals(2, queue.drainTo(new Target(element -> queue.add(element + "'"))));
    assertEquals(List.of("a'", "b'"), view.rest());
  }

  @Test
  void anotherObjectOfTheSameQueueIsATargetAndEnds() {
    BlockingQueue<String> queue = view.with("a", "b");
    assertEquals(2, queue.drainTo(view.openedAgain()));
    assertEquals(List.of("a", "b"), view.rest());
  }

  @Test
  void whatTheTargetRefusesIsInTheException() {
    BlockingQueue<String> queue = view.with("a", "b", "c", "d");
    Collection<String> full = new ArrayBlockingQueue<>(1);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> queue.drainTo(full, 3));
    BatchException refused = assertInstanceOf(BatchException.class, e.getSuppressed()[0]);
    assertEquals(List.of("a"), List.copyOf(full));
    assertEquals(List.of("b", "c"), refused.elements());
    assertNull(refused.getCause());
    assertTrue(refused.getMessage().contains("added=1, left=2"), refused.getMessage());
    assertTrue(refused.getMessage().contains(view.shared().name()), refused.getMessage());
    assertEquals(List.of("d"), view.rest());
  }

  @Test
  void errorOfTheTargetHasTheElementsToo() {
    BlockingQueue<String> queue = view.with("a");
    AssertionError thrown = new AssertionError();
    Collection<String> failing = new Target(element -> {
      throw thrown;
    });
    assertEquals(thrown, assertThrows(AssertionError.class, () -> queue.drainTo(failing)));
    assertEquals(List.of("a"), ((BatchException) thrown.getSuppressed()[0]).elements());
  }

  @Test
  void messagesThatCannotBeDecodedDoNotKeepTheOthersBack() {
    BlockingQueue<String> queue = view.with("a", HookedCodec.UNDECODABLE, "b");
    BatchException e = assertThrows(BatchException.class, () -> queue.drainTo(target));
    assertInstanceOf(CodecException.class, e.getCause());
    assertEquals(List.of("a", "b"), target);
    assertTrue(queue.isEmpty());
  }

  @Test
  void whatTheTargetRefusesOfSuchABatchIsInTheException() {
    BlockingQueue<String> queue = view.with("a", HookedCodec.UNDECODABLE, "b");
    Collection<String> full = new ArrayBlockingQueue<>(1);
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> queue.drainTo(full));
    BatchException refused = assertInstanceOf(BatchException.class, e.getSuppressed()[0]);
    assertEquals(List.of("b"), refused.elements());
    assertInstanceOf(CodecException.class, refused.getCause());
  }

  @Test
  void queueThatWasShutDownIsDrainedBeforeItSaysSo() {
    BlockingQueue<String> queue = view.with("a", "b");
    view.shared().shutdown();
    assertEquals(2, queue.drainTo(target));
    assertThrows(QueueShutDownException.class, () -> queue.drainTo(target));
  }

  @Test
  void shutdownAmidADrainEndsItWithWhatWentOver() {
    BlockingQueue<String> queue = view.with("long".repeat(100_000), "b");
    assertEquals(1, queue.drainTo(new Target(element -> view.shared().shutdownNow())));
    assertThrows(QueueShutDownException.class, () -> queue.drainTo(target));
  }

  /** A target that does something with each element. */
  private static final class Target extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    /** Far more elements than any test has. */
    private static final int ENDLESS = 1000;

    private final transient Consumer<String> action;

    Target(Consumer<String> action) {
      this.action = action;
    }

    @Override
    public boolean add(String element) {
      assertTrue(size() < ENDLESS, "does not end");
      action.accept(element);
      return super.add(element);
    }
  }
}
