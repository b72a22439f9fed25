/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.PoolBrokenException;
import io.shmq.process.PoolIterator;
import io.shmq.process.PoolTerminatedException;
import io.shmq.process.ProcessPool;
import io.shmq.process.RemoteStackTrace;
import io.shmq.process.TaskException;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool of processes, as a user has it work, with tasks that end as they should and that do not. */
@Tag("deployment")
@Timeout(120)
class ProcessPoolTest {
  private static final int WORKERS = 2;

  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool = ProcessPool.create(WORKERS);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    pool.close();
    assertTrue(pool.join(Duration.ZERO));
  }

  static int square(int n) {
    return n * n;
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void taskIsDoneInAnotherProcess() throws InterruptedException {
    assertEquals(49, pool.apply(ProcessPoolTest::square, 7));
    assertEquals("ab", pool.apply(String::concat, "a", "b"));
    int captured = 5;
    assertEquals(6, pool.apply(() -> captured + 1));
    long worker = pool.apply(ProcessPoolTest::pid);
    assertTrue(worker != pid(), "pid=" + worker);
  }

  @Test
  void lambdaIsSentAsItIsNow() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      int captured = i;
      assertEquals(i, pool.apply(() -> captured));
      assertEquals(i * i, pool.apply(ProcessPoolTest::square, i));
    }
  }

  @Test
  void argumentsAndResultsAreOfAnyKind() throws InterruptedException {
    for (Object value : new Object[] {
      1,
      -1L,
      2.5,
      true,
      false,
      "text \uD83D\uDE00",
      "",
      'c',
      (byte) 1,
      3f,
      List.of(1, "x"),
      Map.of("k", LocalDate.of(2026, 1, 2)),
      Duration.ofDays(1),
      TimeUnit.DAYS
    }) {
      assertEquals(value, pool.apply((Object argument) -> argument, value));
    }
    assertNull(pool.apply((Object argument) -> argument, (Object) null));
    byte[] bytes = pool.apply((byte[] argument) -> argument, new byte[] {1, 2});
    assertEquals(2, bytes.length);
    String lonely = "\uD83D";
    assertEquals(lonely, pool.apply((String argument) -> argument, lonely));
  }

  @Test
  void queuesAreOpenInTheWorker() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8())) {
      for (int i = 0; i < 20; i++) {
        int number = i;
        pool.run(q -> q.put("message " + number), queue);
        assertEquals("message " + i, queue.getNowait());
      }
    }
  }

  @Test
  void mapKeepsTheOrder() throws InterruptedException {
    List<Integer> numbers = IntStream.range(0, 1000).boxed().collect(Collectors.toList());
    List<Integer> squares = numbers.stream().map(n -> n * n).collect(Collectors.toList());
    assertEquals(squares, pool.map(ProcessPoolTest::square, numbers));
    assertEquals(squares, pool.map(ProcessPoolTest::square, numbers, 1));
    assertEquals(squares, pool.map(ProcessPoolTest::square, numbers, 7));
    assertEquals(squares, pool.map(ProcessPoolTest::square, numbers, 5000));
    assertEquals(List.of(), pool.map(ProcessPoolTest::square, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> pool.map(ProcessPoolTest::square, numbers, 0));
    assertEquals(
        List.of(3, 7), pool.starmap(Integer::sum, List.of(Map.entry(1, 2), Map.entry(3, 4))));
  }

  /** Counts how often it is written. */
  static final class Counted implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private static final AtomicInteger WRITTEN = new AtomicInteger();

    private void writeObject(java.io.ObjectOutputStream out) throws IOException {
      WRITTEN.incrementAndGet();
      out.defaultWriteObject();
    }

    int plusOne(int n) {
      return n + 1;
    }
  }

  @Test
  void functionOfAMapIsWrittenOnceHoweverManyTasksItMakes() throws InterruptedException {
    Counted counted = new Counted();
    assertEquals(List.of(2, 3, 4), pool.map(counted::plusOne, List.of(1, 2, 3), 1));
    assertEquals(1, Counted.WRITTEN.get());
  }

  @Test
  void imapGivesResultsInOrderAndReadsLittleAhead() throws Exception {
    int[] read = {0};
    Iterable<Integer> endless =
        () -> IntStream.iterate(0, n -> n + 1).peek(n -> read[0]++).iterator();
    try (PoolIterator<Integer> results = pool.imap(ProcessPoolTest::square, endless)) {
      for (int i = 0; i < 100; i++) {
        assertTrue(results.hasNext());
        assertEquals(i * i, results.next(Duration.ofSeconds(60)));
      }
      assertTrue(read[0] < 200, "read=" + read[0]);
    }
    PoolIterator<Integer> chunks = pool.imap(ProcessPoolTest::square, List.of(1, 2, 3), 2);
    assertEquals(1, chunks.next());
    assertEquals(4, chunks.next());
    assertEquals(9, chunks.next());
    assertFalse(chunks.hasNext());
    assertThrows(NoSuchElementException.class, chunks::next);
  }

  @Test
  void imapUnorderedGivesWhatIsThereFirst() throws Exception {
    try (SharedQueue<String> gate = SharedQueue.anonymous(0, Codec.utf8())) {
      PoolIterator<Integer> results = pool.imapUnordered(
          n -> {
            if (n == 0) {
              gate.get();
            }
            return n;
          },
          List.of(0, 1, 2, 3));
      Set<Integer> first = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        first.add(results.next(Duration.ofSeconds(60)));
      }
      assertEquals(Set.of(1, 2, 3), first);
      assertThrows(TimeoutException.class, () -> results.next(Duration.ofMillis(10)));
      assertTrue(results.hasNext());
      gate.put("open");
      assertEquals(0, results.next());
      assertFalse(results.hasNext());
    }
  }

  @Test
  void exceptionOfATaskArrivesWithItsStackTraceAsCause() throws InterruptedException {
    IllegalStateException e = assertThrows(
        IllegalStateException.class,
        () -> pool.apply(() -> {
          throw new IllegalStateException("on purpose", new IOException("below"));
        }));
    assertEquals("on purpose", e.getMessage());
    Throwable last = e.getCause().getCause();
    assertInstanceOf(RemoteStackTrace.class, last);
    assertTrue(last.getMessage().contains("ProcessPoolTest"), last.getMessage());
    assertTrue(last.getMessage().contains("Caused by: java.io.IOException"), last.getMessage());
    TaskException checked = assertThrows(
        TaskException.class,
        () -> pool.apply(() -> {
          throw new IOException("checked");
        }));
    assertInstanceOf(IOException.class, checked.getCause());
    assertThrows(StackOverflowError.class, () -> pool.apply(ProcessPoolTest::recurse));
    ExecutionException async = assertThrows(
        ExecutionException.class,
        () -> pool.applyAsync(() -> {
              throw new IOException("checked");
            })
            .get(60, TimeUnit.SECONDS));
    assertInstanceOf(IOException.class, async.getCause());
    assertEquals(4, pool.apply(ProcessPoolTest::square, 2));
  }

  static int recurse() {
    return recurse() + 1;
  }

  @Test
  void mapFailsWithWhatATaskHasThrown() throws InterruptedException {
    assertThrows(ArithmeticException.class, () -> pool.map((Integer n) -> 1 / n, List.of(1, 0, 2)));
    assertEquals(4, pool.apply(ProcessPoolTest::square, 2));
  }

  /** Something that no other process can have. */
  static final class Local {}

  /** Can be written but not read. */
  static class Unreadable implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(java.io.ObjectInputStream in) throws IOException {
      throw new IOException("not readable, on purpose");
    }
  }

  /** Can be written but not read. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private void readObject(java.io.ObjectInputStream in) throws IOException {
      throw new IOException("not readable, on purpose");
    }
  }

  /** Cannot be written. */
  static final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // on purpose
    private final Object local = new Local();
  }

  @Test
  void whatCannotTravelFailsItsTaskAlone() throws InterruptedException {
    Local local = new Local();
    assertTask("Local", () -> pool.apply(local::hashCode));
    assertTask("Local", () -> pool.apply((Object o) -> 1, (Object) local));
    assertTask("Local", () -> pool.map((Object o) -> 1, List.of(1, local)));
    assertTask("Local", () -> pool.apply(() -> new Local()));
    assertTask("on purpose", () -> pool.apply((Object o) -> 1, (Object) new Unreadable()));
    assertTask("on purpose", () -> pool.apply(() -> new Unreadable()));
    assertTask(
        "UnreadableException",
        () -> pool.apply(() -> {
          throw new UnreadableException();
        }));
    assertTask(
        "UnwritableException",
        () -> pool.apply(() -> {
          throw new UnwritableException();
        }));
    assertEquals(4, pool.apply(ProcessPoolTest::square, 2));
  }

  private static void assertTask(String part, org.junit.jupiter.api.function.Executable call) {
    TaskException e = assertThrows(TaskException.class, call);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void futuresCanBeCombined() throws Exception {
    List<CompletableFuture<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      futures.add(pool.applyAsync(ProcessPoolTest::square, i).thenApply(n -> n + 1));
    }
    CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
    for (int i = 0; i < 100; i++) {
      assertEquals(i * i + 1, futures.get(i).join());
    }
  }

  @Test
  void cancelledTaskIsInterruptedAndOneThatHasNotBegunNeverBegins() throws Exception {
    try (SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8())) {
      List<CompletableFuture<Object>> sleepers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        sleepers.add(pool.applyAsync(
            q -> {
              q.put("began");
              try {
                Thread.sleep(600_000);
              } catch (InterruptedException e) {
                q.put("interrupted");
              }
              return null;
            },
            signs));
      }
      for (int i = 0; i < WORKERS; i++) {
        assertEquals("began", signs.get(Duration.ofSeconds(60)));
      }
      CompletableFuture<Object> waiting = pool.applyAsync(
          q -> {
            q.put("must not be");
            return null;
          },
          signs);
      assertTrue(waiting.cancel(false));
      for (CompletableFuture<Object> sleeper : sleepers) {
        assertTrue(sleeper.cancel(true));
      }
      for (int i = 0; i < WORKERS; i++) {
        assertEquals("interrupted", signs.get(Duration.ofSeconds(60)));
      }
      assertEquals(4, pool.apply(ProcessPoolTest::square, 2));
      assertTrue(signs.empty());
    }
  }

  @Test
  void taskThatIgnoresItsInterruptIsKilledWithItsWorker() throws Exception {
    try (ProcessPool own =
            ProcessPool.builder().workers(1).cancelGrace(Duration.ofMillis(100)).create();
        SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8())) {
      CompletableFuture<Object> future = own.applyAsync(
          q -> {
            q.put("began");
            while (true) {
              Thread.onSpinWait();
            }
          },
          signs);
      assertEquals("began", signs.get(Duration.ofSeconds(60)));
      assertTrue(future.cancel(true));
      assertEquals(4, own.apply(ProcessPoolTest::square, 2));
    }
  }

  @Test
  void closedPoolHasDoneAllAndTakesNoMore() throws Exception {
    List<CompletableFuture<Integer>> futures = new ArrayList<>();
    ProcessPool own = ProcessPool.create(1);
    try {
      for (int i = 0; i < 1000; i++) {
        futures.add(own.applyAsync(ProcessPoolTest::square, i));
      }
    } finally {
      own.close();
    }
    assertTrue(own.join(Duration.ZERO));
    for (int i = 0; i < 1000; i++) {
      assertEquals(i * i, futures.get(i).getNow(-1));
    }
    assertThrows(RejectedExecutionException.class, () -> own.apply(ProcessPoolTest::pid));
    own.close();
    own.terminate();
    own.join();
  }

  @Test
  void terminatedPoolFailsWhatIsQueued() throws Exception {
    ProcessPool own = ProcessPool.create(1);
    List<CompletableFuture<Object>> futures = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      futures.add(own.applyAsync(() -> {
        Thread.sleep(600_000);
        return null;
      }));
    }
    own.terminate();
    assertTrue(own.join(Duration.ZERO));
    for (CompletableFuture<Object> future : futures) {
      ExecutionException e = assertThrows(ExecutionException.class, future::get);
      assertInstanceOf(PoolTerminatedException.class, e.getCause());
    }
    own.close();
  }

  @Test
  void initializerRunsInEveryWorkerAndMayBreakThePool() throws Exception {
    try (ProcessPool own = ProcessPool.builder()
        .workers(2)
        .initializer(() -> System.setProperty("initialized", "yes"))
        .tasksPerWorker(3)
        .create()) {
      Set<Long> pids = new HashSet<>();
      for (int i = 0; i < 10; i++) {
        assertEquals("yes", own.apply(() -> System.getProperty("initialized")));
        pids.add(own.apply(ProcessPoolTest::pid));
      }
      assertTrue(pids.size() >= 20 / 3, "workers=" + pids);
    }
    try (ProcessPool broken = ProcessPool.builder()
        .workers(2)
        .initializer(() -> {
          throw new IllegalStateException("not today");
        })
        .create()) {
      PoolBrokenException e =
          assertThrows(PoolBrokenException.class, () -> broken.apply(ProcessPoolTest::pid));
      assertTrue(e.getMessage().contains("not today"), e.getMessage());
      assertThrows(PoolBrokenException.class, () -> broken.apply(ProcessPoolTest::pid));
    }
  }

  @Test
  void poolWhoseWorkersDoNotStartIsBrokenAndSaysWhy() {
    try (ProcessPool broken =
        ProcessPool.builder().workers(1).jvmOptions("-XX:NoSuchOption").create()) {
      PoolBrokenException e =
          assertThrows(PoolBrokenException.class, () -> broken.apply(ProcessPoolTest::pid));
      assertTrue(e.getMessage().contains("NoSuchOption"), e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> ProcessPool.create(0));
    assertThrows(IllegalArgumentException.class, () -> ProcessPool.builder().tasksPerWorker(0));
  }

  @Test
  void filterDecidesWhatIsRead() throws InterruptedException {
    try (ProcessPool own = ProcessPool.builder()
        .workers(1)
        .filter("!java.time.LocalDate;!java.time.Ser")
        .create()) {
      assertThrows(TaskException.class, () -> own.apply((LocalDate d) -> 1, LocalDate.EPOCH));
      assertThrows(TaskException.class, () -> own.apply(() -> LocalDate.EPOCH));
      assertEquals(4, own.apply(ProcessPoolTest::square, 2));
    }
  }

  @Test
  void manyThreadsMayUseThePool() throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int base = t * 1000;
      Thread thread = new Thread(() -> {
        try {
          for (int i = base; i < base + 300; i++) {
            assertEquals(i * i, pool.apply(ProcessPoolTest::square, i));
          }
        } catch (Exception | AssertionError e) {
          failures.add(e);
        }
      });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join(60_000);
      assertFalse(thread.isAlive());
    }
    assertEquals(List.of(), failures);
  }
}
