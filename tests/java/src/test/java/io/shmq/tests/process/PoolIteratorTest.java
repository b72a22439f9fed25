/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.PoolIterator;
import io.shmq.process.ProcessPool;
import io.shmq.process.TaskException;
import io.shmq.process.WorkerDiedException;
import io.shmq.tests.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of a pool that are read one by one. */
@Tag("deployment")
@Timeout(120)
class PoolIteratorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool = ProcessPool.create(2);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  private static List<Integer> numbers(int size) {
    return IntStream.range(0, size).boxed().collect(Collectors.toList());
  }

  private static List<Integer> squares(int size) {
    return numbers(size).stream().map(Chores::square).collect(Collectors.toList());
  }

  private static <T> List<T> all(Iterator<T> results) {
    List<T> all = new ArrayList<>();
    results.forEachRemaining(all::add);
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 99, 100, 101, Integer.MAX_VALUE})
  void everyChunkSizeGivesTheSameResults(int chunkSize) {
    assertEquals(squares(100), all(pool.imap(Chores::square, numbers(100), chunkSize)));
    List<Integer> unordered = all(pool.imapUnordered(Chores::square, numbers(100), chunkSize));
    assertEquals(squares(100), unordered.stream().sorted().collect(Collectors.toList()));
  }

  @Test
  void noElementsGiveNoResults() {
    for (PoolIterator<Integer> none : List.of(
        pool.imap(Chores::square, List.<Integer>of()),
        pool.imapUnordered(Chores::square, List.<Integer>of(), 3))) {
      assertFalse(none.hasNext());
      assertThrows(NoSuchElementException.class, none::next);
      assertThrows(NoSuchElementException.class, () -> none.next(Duration.ZERO));
    }
  }

  @Test
  void resultsMayBeNull() {
    PoolIterator<Object> results = pool.imap(n -> null, numbers(3));
    for (int i = 0; i < 3; i++) {
      assertTrue(results.hasNext());
      assertEquals(null, results.next());
    }
    assertFalse(results.hasNext());
  }

  static int inverse(int n) {
    return 100 / n;
  }

  @Test
  void iteratorGoesOnBehindATaskThatHasFailed() {
    PoolIterator<Integer> results = pool.imap(PoolIteratorTest::inverse, List.of(1, 0, 2, 0, 4));
    assertEquals(100, results.next());
    assertThrows(ArithmeticException.class, results::next);
    assertEquals(50, results.next());
    assertThrows(ArithmeticException.class, results::next);
    assertEquals(25, results.next());
    assertFalse(results.hasNext());
  }

  @Test
  void unorderedIteratorGoesOnBehindATaskThatHasFailed() {
    PoolIterator<Integer> results =
        pool.imapUnordered(PoolIteratorTest::inverse, List.of(1, 0, 2, 0, 4));
    Set<Integer> arrived = new HashSet<>();
    int failures = 0;
    while (results.hasNext()) {
      try {
        arrived.add(results.next());
      } catch (ArithmeticException e) {
        failures++;
      }
    }
    assertEquals(Set.of(100, 50, 25), arrived);
    assertEquals(2, failures);
  }

  static int endAtZero(int n) {
    if (n == 0) {
      Runtime.getRuntime().halt(5);
    }
    return n;
  }

  @Test
  void iteratorGoesOnBehindATaskWhoseWorkerHasDied() {
    PoolIterator<Integer> results = pool.imap(PoolIteratorTest::endAtZero, List.of(1, 0, 2));
    assertEquals(1, results.next());
    WorkerDiedException e = assertThrows(WorkerDiedException.class, results::next);
    assertEquals(5, e.exitCode());
    assertEquals(2, results.next());
    assertFalse(results.hasNext());
  }

  private static Iterable<Integer> failsBehind(int size) {
    return () -> IntStream.iterate(0, n -> n + 1)
        .peek(n -> {
          if (n == size) {
            throw new IllegalStateException("input, on purpose");
          }
        })
        .iterator();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void whatTheInputThrowsComesBehindTheResultsOfWhatItGave(int chunkSize) {
    PoolIterator<Integer> results = pool.imap(Chores::square, failsBehind(20), chunkSize);
    for (int i = 0; i < 20; i++) {
      assertTrue(results.hasNext());
      assertEquals(i * i, results.next());
    }
    assertTrue(results.hasNext());
    IllegalStateException e = assertThrows(IllegalStateException.class, results::next);
    assertEquals("input, on purpose", e.getMessage());
    assertFalse(results.hasNext());
    assertThrows(NoSuchElementException.class, results::next);
  }

  @Test
  void elementThatDoesNotTravelFailsAlone() {
    PoolIterator<Object> results = pool.imap(o -> 1, List.of(1, new Object(), 2));
    assertEquals(1, results.next());
    TaskException e = assertThrows(TaskException.class, results::next);
    assertTrue(e.getMessage().contains("java.lang.Object"), e.getMessage());
    assertEquals(1, results.next());
    assertFalse(results.hasNext());
  }

  @Test
  void closeWithdrawsWhatHasNotBegun() throws Exception {
    try (SharedQueue<String> gate = SharedQueue.anonymous(0, Codec.utf8());
        SharedQueue<String> log = SharedQueue.anonymous(0, Codec.utf8())) {
      PoolIterator<Integer> results = pool.imap(
          n -> {
            log.put("begun");
            return Chores.passGate(gate, n);
          },
          numbers(1000));
      assertEquals("begun", log.get(PATIENCE));
      assertEquals("begun", log.get(PATIENCE));
      results.close();
      assertFalse(results.hasNext());
      assertThrows(NoSuchElementException.class, results::next);
      results.close();
      gate.put("go");
      assertEquals(9, pool.apply(Chores::square, 3));
      assertTrue(log.empty());
    }
  }

  @Test
  void waitThatIsOverOrInterruptedLosesNothing() throws Exception {
    try (SharedQueue<String> gate = SharedQueue.anonymous(0, Codec.utf8())) {
      for (boolean isOrdered : new boolean[] {true, false}) {
        PoolIterator<Integer> results = isOrdered
            ? pool.imap(n -> Chores.passGate(gate, n), List.of(5, 5))
            : pool.imapUnordered(n -> Chores.passGate(gate, n), List.of(5, 5));
        assertThrows(TimeoutException.class, () -> results.next(Duration.ZERO));
        assertThrows(TimeoutException.class, () -> results.next(Duration.ofSeconds(-1)));
        assertThrows(TimeoutException.class, () -> results.next(Duration.ofMillis(10)));
        Task<Integer> waiting = Task.start(() -> results.next(PATIENCE));
        waiting.interrupt();
        assertInstanceOf(InterruptedException.class, waiting.failure());
        Task<Boolean> other = Task.start(() -> {
          TaskException e = assertThrows(TaskException.class, results::next);
          assertInstanceOf(InterruptedException.class, e.getCause());
          return Thread.currentThread().isInterrupted();
        });
        other.interrupt();
        assertTrue(other.result());
        gate.put("go");
        assertEquals(List.of(5, 5), all(results));
        gate.get(PATIENCE);
      }
    }
  }
}
