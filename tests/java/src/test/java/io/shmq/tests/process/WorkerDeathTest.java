/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.PoolListener;
import io.shmq.process.ProcessPool;
import io.shmq.process.WorkerDiedException;
import io.shmq.tests.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are killed, busy or idle, and tasks that end their worker. */
@Tag("deployment")
@Timeout(300)
class WorkerDeathTest {
  static int echo(int n) {
    return n;
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void busyWorkerThatIsKilledFailsItsTaskAlone() throws Exception {
    try (ProcessPool pool = ProcessPool.create(1);
        SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8())) {
      long worker = pool.apply(WorkerDeathTest::pid);
      CompletableFuture<Object> victim = pool.applyAsync(
          q -> {
            q.put("began");
            Thread.sleep(600_000);
            return null;
          },
          signs);
      assertEquals("began", signs.get(Duration.ofSeconds(60)));
      List<CompletableFuture<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        others.add(pool.applyAsync(WorkerDeathTest::echo, i));
      }
      kill(worker);
      CompletionException e = assertThrows(
          CompletionException.class,
          () -> victim.orTimeout(60, TimeUnit.SECONDS).join());
      WorkerDiedException died = assertInstanceOf(WorkerDiedException.class, e.getCause());
      assertEquals(worker, died.pid());
      assertEquals(-9, died.exitCode());
      for (int i = 0; i < 100; i++) {
        assertEquals(i, others.get(i).get(60, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void taskThatExitsFailsAlone() throws Exception {
    try (ProcessPool pool = ProcessPool.create(2)) {
      WorkerDiedException e = assertThrows(
          WorkerDiedException.class,
          () -> pool.apply(() -> {
            System.exit(3);
            return null;
          }));
      assertEquals(3, e.exitCode());
      assertEquals(4, pool.apply(WorkerDeathTest::echo, 4));
    }
  }

  @Test
  void idleWorkerThatIsKilledHarmsNobody() throws Exception {
    List<Long> ended = new CopyOnWriteArrayList<>();
    PoolListener listener = new PoolListener() {
      @Override
      public void workerEnded(long pid, int exitCode) {
        ended.add(pid);
      }
    };
    try (ProcessPool pool = ProcessPool.builder().workers(2).listener(listener).create()) {
      for (int i = 0; i < 5; i++) {
        long worker = pool.apply(WorkerDeathTest::pid);
        kill(worker);
        assertEquals(i, pool.apply(WorkerDeathTest::echo, i));
        while (!ended.contains(worker)) {
          Thread.sleep(1);
        }
      }
    }
  }

  @Test
  void taskThatHaltsItsWorkerFailsAlone() throws Exception {
    try (ProcessPool pool = ProcessPool.create(1)) {
      WorkerDiedException e = assertThrows(
          WorkerDiedException.class, () -> pool.run(() -> Runtime.getRuntime().halt(7)));
      assertEquals(7, e.exitCode());
      assertEquals(4, pool.apply(WorkerDeathTest::echo, 4));
    }
  }

  /** The cases that make other pools wait for ever: workers that die with and without a task. */
  @Test
  @SuppressWarnings("try") // closing the pool early is the test
  void closeReturnsThoughAllWorkersWereKilled() throws Exception {
    for (boolean isBusy : new boolean[] {true, false}) {
      Workers workers = new Workers();
      try (ProcessPool pool = ProcessPool.builder().workers(2).listener(workers).create();
          SharedQueue<String> signs = SharedQueue.anonymous(0, Codec.utf8())) {
        Task.until(() -> workers.started() == 2);
        List<CompletableFuture<Void>> victims = new ArrayList<>();
        for (int i = 0; isBusy && i < 2; i++) {
          victims.add(pool.runAsync(q -> Chores.sleep(q), signs));
          assertEquals("began", signs.get(Duration.ofSeconds(60)));
        }
        workers.working().forEach(Workers::kill);
        pool.close();
        assertTrue(pool.join(Duration.ZERO));
        assertTrue(victims.stream().allMatch(CompletableFuture::isCompletedExceptionally));
      }
    }
  }
}
