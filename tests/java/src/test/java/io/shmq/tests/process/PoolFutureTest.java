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
import io.shmq.process.PoolTerminatedException;
import io.shmq.process.ProcessPool;
import io.shmq.tests.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for tasks, giving up on them, and what follows upon their end. */
@Tag("deployment")
@Timeout(120)
class PoolFutureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ProcessPool pool = ProcessPool.create(1);

  /** Where tasks say what they do. */
  private final SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8());

  /** Where tasks wait until they may go on. */
  private final SharedQueue<String> gate = SharedQueue.anonymous(0, Codec.utf8());

  @AfterEach
  void close() {
    pool.terminate();
    signs.close();
    gate.close();
  }

  private static <R> R get(CompletableFuture<R> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  /** Returns a task that ends when the gate is open. */
  private CompletableFuture<Integer> submitGated(int result) {
    return pool.applyAsync(Chores::passGate, gate, result);
  }

  @Test
  void poolMayBeClosedByWhatFollowsUponATask() throws Exception {
    CompletableFuture<Void> closed = submitGated(1).thenRun(pool::close);
    List<CompletableFuture<Integer>> others = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      others.add(pool.applyAsync(Chores::square, i));
    }
    gate.put("go");
    get(closed);
    assertTrue(pool.join(Duration.ZERO));
    for (int i = 0; i < 100; i++) {
      assertEquals(i * i, others.get(i).getNow(-1));
    }
  }

  @Test
  void poolMayBeClosedByWhatFollowsInAThreadThatWaitsForATask() throws Exception {
    CompletableFuture<Integer> first = submitGated(1);
    CompletableFuture<Integer> second = submitGated(2);
    CompletableFuture<Void> closed = first.thenRun(pool::close);
    Task<Integer> waiting = Task.start(second::get);
    gate.put("go");
    assertEquals(2, waiting.result());
    get(closed);
    assertTrue(pool.join(Duration.ZERO));
  }

  @Test
  void poolMayBeTerminatedByWhatFollowsUponATask() throws Exception {
    CompletableFuture<Void> terminated = submitGated(1).thenRun(pool::terminate);
    CompletableFuture<Void> sleeper = pool.runAsync(Chores::sleep);
    gate.put("go");
    get(terminated);
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(sleeper));
    assertInstanceOf(PoolTerminatedException.class, e.getCause());
  }

  @Test
  void whatFollowsUponATaskMaySubmitAnother() throws Exception {
    CompletableFuture<Integer> sum = submitGated(1);
    for (int i = 0; i < 100; i++) {
      sum = sum.thenCompose(n -> pool.applyAsync(Integer::sum, n, 1));
    }
    gate.put("go");
    assertEquals(101, get(sum));
  }

  @Test
  void whatFollowsUponATaskMayWaitForAnother() throws Exception {
    CompletableFuture<Integer> sum = submitGated(1);
    for (int i = 0; i < 20; i++) {
      sum = sum.thenApply(n -> {
        try {
          return pool.apply(Integer::sum, n, 1)
              + pool.map(Chores::square, List.of(0, 1, 2)).get(0)
              + pool.imap(Chores::square, List.of(0, 1)).next();
        } catch (InterruptedException e) {
          throw new CancellationException("interrupted");
        }
      });
    }
    gate.put("go");
    assertEquals(21, get(sum));
  }

  @Test
  void waitThatIsOverBeforeTheTaskHarmsNobody() throws Exception {
    CompletableFuture<Integer> future = submitGated(7);
    for (long millis : new long[] {0, -1, Long.MIN_VALUE, 10}) {
      assertThrows(TimeoutException.class, () -> future.get(millis, TimeUnit.MILLISECONDS));
    }
    assertFalse(future.isDone());
    gate.put("go");
    assertEquals(7, future.get());
    assertEquals(7, future.get(Long.MIN_VALUE, TimeUnit.NANOSECONDS));
  }

  @Test
  void cancelAfterTheEndChangesNothing() throws Exception {
    CompletableFuture<Integer> future = pool.applyAsync(Chores::square, 3);
    assertEquals(9, get(future));
    assertFalse(future.cancel(true));
    assertFalse(future.isCancelled());
    assertEquals(9, get(future));
    assertEquals(16, pool.apply(Chores::square, 4));
  }

  @Test
  void cancelThatDoesNotInterruptLetsTheTaskGoOn() throws Exception {
    SharedQueue<String> log = signs;
    SharedQueue<String> go = gate;
    CompletableFuture<Void> future = pool.runAsync(() -> {
      log.put("began");
      log.put(go.get());
    });
    assertEquals("began", signs.get(PATIENCE));
    assertTrue(future.cancel(false));
    assertTrue(future.isCancelled());
    assertThrows(CancellationException.class, () -> get(future));
    gate.put("not interrupted");
    assertEquals("not interrupted", signs.get(PATIENCE));
    assertEquals(9, pool.apply(Chores::square, 3));
  }

  @Test
  void cancelledMapBeginsNoMoreOfItsTasks() throws Exception {
    List<Integer> numbers = IntStream.range(0, 50).boxed().collect(Collectors.toList());
    SharedQueue<String> log = signs;
    CompletableFuture<List<Integer>> map = pool.mapAsync(
        n -> {
          Chores.sleep(log);
          return n;
        },
        numbers,
        1);
    assertEquals("began", signs.get(PATIENCE));
    assertTrue(map.cancel(true));
    assertEquals("interrupted", signs.get(PATIENCE));
    assertEquals(9, pool.apply(Chores::square, 3));
    assertTrue(signs.empty());
  }

  @Test
  void cancelOfWhatFollowsDoesNotCancelTheTask() throws Exception {
    CompletableFuture<Integer> task = submitGated(5);
    CompletableFuture<Integer> next = task.thenApply(n -> n + 1);
    assertTrue(next.cancel(true));
    gate.put("go");
    assertEquals(5, get(task));
  }

  @Test
  void threadThatIsInterruptedBeforehandSubmitsNothing() throws Exception {
    Task<Object> caller = Task.start(() -> {
      Thread.currentThread().interrupt();
      pool.run(q -> q.put("must not be"), signs);
      return null;
    });
    assertInstanceOf(InterruptedException.class, caller.failure());
    assertEquals(9, pool.apply(Chores::square, 3));
    assertTrue(signs.empty());
  }

  @Test
  void interruptInApplyCancelsTheTask() throws Exception {
    Task<Object> caller = Task.start(() -> {
      pool.run(q -> Chores.sleep(q), signs);
      return null;
    });
    assertEquals("began", signs.get(PATIENCE));
    caller.interrupt();
    assertInstanceOf(InterruptedException.class, caller.failure());
    assertEquals("interrupted", signs.get(PATIENCE));
    assertEquals(9, pool.apply(Chores::square, 3));
  }

  @Test
  void interruptInMapCancelsAllItsTasks() throws Exception {
    SharedQueue<String> log = signs;
    Task<Object> caller = Task.start(() -> pool.map(
        n -> {
          Chores.sleep(log);
          return n;
        },
        List.of(1, 2, 3, 4),
        1));
    assertEquals("began", signs.get(PATIENCE));
    caller.interrupt();
    assertInstanceOf(InterruptedException.class, caller.failure());
    assertEquals("interrupted", signs.get(PATIENCE));
    assertEquals(9, pool.apply(Chores::square, 3));
    assertTrue(signs.empty());
  }

  @Test
  void interruptInCloseTerminatesThePool() throws Exception {
    CompletableFuture<Void> sleeper = pool.runAsync(q -> Chores.sleep(q), signs);
    assertEquals("began", signs.get(PATIENCE));
    AtomicBoolean isStillInterrupted = new AtomicBoolean();
    Task<Object> closer = Task.start(() -> {
      pool.close();
      isStillInterrupted.set(Thread.currentThread().isInterrupted());
      return null;
    });
    closer.interrupt();
    closer.result();
    assertTrue(isStillInterrupted.get());
    ExecutionException e = assertThrows(ExecutionException.class, () -> get(sleeper));
    assertInstanceOf(PoolTerminatedException.class, e.getCause());
    assertTrue(pool.join(Duration.ZERO));
  }

  @Test
  void interruptInJoinOrGetHarmsNobody() throws Exception {
    CompletableFuture<Integer> future = submitGated(3);
    for (Task<Object> waiting :
        List.of(Task.<Object>start(() -> pool.join(PATIENCE)), Task.<Object>start(future::get))) {
      waiting.interrupt();
      assertInstanceOf(InterruptedException.class, waiting.failure());
    }
    gate.put("go");
    assertEquals(3, get(future));
  }
}
