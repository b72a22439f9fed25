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
import io.shmq.process.JavaProcess;
import io.shmq.process.PoolListener;
import io.shmq.process.PoolTerminatedException;
import io.shmq.process.ProcessPool;
import io.shmq.process.ProcessPoolBuilder;
import io.shmq.process.RemoteCallable;
import io.shmq.process.RemoteFunction;
import io.shmq.process.RemoteRunnable;
import io.shmq.process.TaskException;
import io.shmq.tests.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** How pools begin and end, and what they refuse before and after. */
@Tag("deployment")
@Timeout(120)
class PoolLifecycleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void thereAreAsManyWorkersAsProcessorsUnlessTheNumberIsSet() throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();
    Workers workers = new Workers();
    try (ProcessPool pool = ProcessPool.builder().listener(workers).create()) {
      assertEquals(9, pool.apply(Chores::square, 3));
      Task.until(() -> workers.started() == processors);
    }
    assertEquals(processors, workers.started());
    assertEquals(processors, workers.ended());
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    ProcessPoolBuilder builder = ProcessPool.builder();
    for (int count : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> builder.workers(count));
      assertThrows(IllegalArgumentException.class, () -> builder.tasksPerWorker(count));
    }
    assertThrows(NullPointerException.class, () -> builder.initializer(null));
    assertThrows(NullPointerException.class, () -> builder.listener(null));
    assertThrows(NullPointerException.class, () -> builder.cancelGrace(null));
    assertThrows(NullPointerException.class, () -> builder.environment("NAME", null));
    assertThrows(IllegalArgumentException.class, () -> builder.filter("!no;such pattern=x"));
    Object local = new Object();
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> builder.initializer(local::hashCode).create());
    assertTrue(e.getMessage().contains("java.lang.Object"), e.getMessage());
  }

  @Test
  void tasksThatMakeNoSenseAreRefused() throws Exception {
    List<Integer> numbers = List.of(1, 2, 3);
    try (ProcessPool pool = ProcessPool.create(1)) {
      RemoteFunction<Integer, Integer> none = null;
      assertThrows(NullPointerException.class, () -> pool.apply((RemoteCallable<?>) null));
      assertThrows(NullPointerException.class, () -> pool.run((RemoteRunnable) null));
      assertThrows(NullPointerException.class, () -> pool.apply(none, 1));
      assertThrows(NullPointerException.class, () -> pool.map(none, numbers));
      assertThrows(NullPointerException.class, () -> pool.imap(none, numbers));
      assertThrows(NullPointerException.class, () -> pool.map(Chores::square, null));
      assertThrows(NullPointerException.class, () -> pool.imap(Chores::square, null));
      for (int size : new int[] {0, -1}) {
        assertThrows(IllegalArgumentException.class, () -> pool.map(Chores::square, numbers, size));
        assertThrows(
            IllegalArgumentException.class, () -> pool.mapAsync(Chores::square, numbers, size));
        assertThrows(
            IllegalArgumentException.class, () -> pool.imap(Chores::square, numbers, size));
        assertThrows(
            IllegalArgumentException.class,
            () -> pool.imapUnordered(Chores::square, numbers, size));
      }
      assertEquals(9, pool.apply(Chores::square, 3));
    }
  }

  @Test
  void joinWaitsUntilThePoolHasBeenClosed() throws Exception {
    ProcessPool pool = ProcessPool.create(1);
    try (pool) {
      assertFalse(pool.join(Duration.ZERO));
      assertFalse(pool.join(Duration.ofSeconds(-1)));
      assertFalse(pool.join(Duration.ofMillis(50)));
      Task<Object> joiner = Task.start(() -> {
        pool.join();
        return null;
      });
      assertEquals(9, pool.apply(Chores::square, 3));
      assertTrue(joiner.isRunning());
      pool.close();
      joiner.result();
      assertTrue(pool.join(Duration.ZERO));
    }
  }

  @Test
  void closedPoolRefusesEveryKindOfTask() {
    ProcessPool pool = ProcessPool.create(1);
    pool.close();
    assertRefusesAll(pool);
    pool.terminate();
    pool.close();
    assertRefusesAll(pool);
  }

  @Test
  void terminatedPoolRefusesEveryKindOfTask() {
    ProcessPool pool = ProcessPool.create(1);
    pool.terminate();
    assertRefusesAll(pool);
    pool.close();
    pool.terminate();
    assertRefusesAll(pool);
  }

  private static void assertRefusesAll(ProcessPool pool) {
    List<Integer> numbers = List.of(1, 2, 3);
    for (Executable call : new Executable[] {
      () -> pool.apply(Chores::pid),
      () -> pool.apply(Chores::square, 1),
      () -> pool.apply(Integer::sum, 1, 2),
      () -> pool.run(Chores::pid),
      () -> pool.applyAsync(Chores::square, 1),
      () -> pool.runAsync(Chores::pid),
      () -> pool.map(Chores::square, numbers),
      () -> pool.mapAsync(Chores::square, numbers, 2),
      () -> pool.starmap(Integer::sum, List.of(Map.entry(1, 2))),
      () -> pool.imap(Chores::square, numbers),
      () -> pool.imapUnordered(Chores::square, numbers, 2)
    }) {
      RejectedExecutionException e = assertThrows(RejectedExecutionException.class, call);
      assertTrue(e.getMessage().contains("closed"), e.getMessage());
    }
  }

  @Test
  void manyThreadsMayEndThePoolAtOnce() throws Exception {
    ProcessPool pool = ProcessPool.create(2);
    CompletableFuture<Void> sleeper = pool.runAsync(Chores::sleep);
    List<Task<Object>> enders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      boolean isGentle = i % 2 == 0;
      enders.add(Task.start(() -> {
        if (isGentle) {
          pool.close();
        } else {
          pool.terminate();
        }
        return null;
      }));
    }
    for (Task<Object> ender : enders) {
      ender.result();
    }
    assertTrue(pool.join(Duration.ZERO));
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> sleeper.get(60, TimeUnit.SECONDS));
    assertInstanceOf(PoolTerminatedException.class, e.getCause());
  }

  @Test
  void poolItselfDoesNotTravel() throws InterruptedException {
    try (ProcessPool pool = ProcessPool.create(1)) {
      TaskException e = assertThrows(TaskException.class, () -> pool.apply(pool::toString));
      assertTrue(e.getMessage().contains(ProcessPool.class.getName()), e.getMessage());
    }
  }

  static int squareInAnotherPool(int n) throws InterruptedException {
    try (ProcessPool pool = ProcessPool.create(1)) {
      return pool.apply(Chores::square, n);
    }
  }

  @Test
  void taskMayHaveAPoolOfItsOwn() throws InterruptedException {
    try (ProcessPool pool = ProcessPool.create(2)) {
      assertEquals(
          List.of(1, 4, 9), pool.map(PoolLifecycleTest::squareInAnotherPool, List.of(1, 2, 3)));
    }
  }

  @Test
  void threadsThatTasksLeaveBehindDoNotKeepAWorker() throws InterruptedException {
    try (ProcessPool pool = ProcessPool.builder().workers(1).tasksPerWorker(1).create()) {
      long first = pool.apply(() -> {
        new Thread(() -> {
              try {
                Chores.sleep();
              } catch (InterruptedException e) {
                // Nobody interrupts it.
              }
            })
            .start();
        return Chores.pid();
      });
      assertEquals(9, pool.apply(Chores::square, 3));
      Task.until(() -> !Workers.isAlive(first));
    }
  }

  static void own(SharedQueue<String> signs) throws InterruptedException {
    Workers workers = new Workers();
    ProcessPool pool = ProcessPool.builder().workers(2).listener(workers).create();
    Task.until(() -> workers.started() == 2);
    signs.put("" + workers.working().get(0));
    pool.run(Chores::sleep, signs);
  }

  private static List<Path> segmentsOf(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
      return files
          .filter(file -> file.getFileName().toString().contains("-" + pid + "-"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void workersAndQueuesGoWhenTheProcessOfThePoolIsKilled() throws InterruptedException {
    try (SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8());
        JavaProcess owner = JavaProcess.start(PoolLifecycleTest::own, signs)) {
      long worker = Long.parseLong(signs.get(PATIENCE));
      assertEquals("began", signs.get(PATIENCE));
      List<ProcessHandle> all =
          ProcessHandle.of(owner.pid()).orElseThrow().descendants().toList();
      assertTrue(all.stream().anyMatch(handle -> handle.pid() == worker));
      owner.kill();
      Task.until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
      assertEquals(List.of(), segmentsOf(owner.pid()));
    }
  }

  @Test
  void listenerThatThrowsHarmsNobody() throws Exception {
    AtomicInteger thrown = new AtomicInteger();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> thrown.incrementAndGet());
    PoolListener thrower = new PoolListener() {
      @Override
      public void workerStarted(long pid) {
        throw new IllegalStateException("on purpose");
      }

      @Override
      public void workerEnded(long pid, int exitCode) {
        throw new IllegalStateException("on purpose");
      }

      @Override
      public void progress(long ended, long submitted) {
        throw new IllegalStateException("on purpose");
      }
    };
    try (ProcessPool pool =
        ProcessPool.builder().workers(2).tasksPerWorker(1).listener(thrower).create()) {
      for (int i = 0; i < 4; i++) {
        assertEquals(i * i, pool.apply(Chores::square, i));
      }
      assertEquals(List.of(1, 4), pool.map(Chores::square, List.of(1, 2)));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    // At least the progress of each task.
    assertTrue(thrown.get() >= 6, "thrown=" + thrown);
  }

  @Test
  void progressCountsEveryElementOnce() throws Exception {
    List<Long> ended = new ArrayList<>();
    PoolListener progress = new PoolListener() {
      @Override
      public void progress(long done, long submitted) {
        assertTrue(done <= submitted);
        ended.add(done);
      }
    };
    try (ProcessPool pool = ProcessPool.builder().workers(2).listener(progress).create()) {
      pool.map(Chores::square, List.of(1, 2, 3, 4, 5, 6, 7), 2);
      pool.apply(Chores::square, 8);
    }
    assertEquals(5, ended.size());
    assertEquals(8, ended.get(4));
  }
}
