/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.ProcessPool;
import io.shmq.process.WorkerDiedException;
import io.shmq.tests.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A pool whose workers are killed all the time: busy, idle, and while they start. -Dshmq.test.kills=1000
 * kills more of them.
 */
@Tag("deployment")
@Timeout(600)
class WorkerStormTest {
  private static final int KILLS = Integer.getInteger("shmq.test.kills", 100);
  private static final int TASKS_PER_KILL = 50;
  private static final int KILLS_PER_ROUND = 3;
  private static final int WORKERS = 3;

  private final Workers workers = new Workers();
  private final Random random = new Random(1);
  private final Set<Long> killed = new HashSet<>();
  private final List<CompletableFuture<Integer>> futures = new ArrayList<>();
  private final int[] executions = new int[(KILLS + KILLS_PER_ROUND) * TASKS_PER_KILL];

  /** What is done to a task's worker does not undo that it was begun. */
  static int record(SharedQueue<String> log, int n) throws InterruptedException {
    log.put("" + n);
    return n;
  }

  @Test
  @SuppressWarnings("try") // what the tasks have left is read behind the close
  void everyTaskIsDoneOnceOrFailsHoweverOftenWorkersAreKilled() throws Exception {
    try (SharedQueue<String> log = SharedQueue.anonymous(0, Codec.utf8());
        ProcessPool pool = ProcessPool.builder()
            .workers(WORKERS)
            .listener(workers)
            .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .create()) {
      int begun = 0;
      for (int k = 0; k < KILLS; k += KILLS_PER_ROUND) {
        // The pool gives up when many end and none begins; so that one begins in each round.
        int before = begun;
        Task.until(() -> workers.started() > before && !workers.working().isEmpty());
        begun = workers.started();
        submit(pool, log);
        kill(oneOf(workers.working()));
        submit(pool, log);
        killStarting();
        awaitAll();
        kill(oneOf(workers.working()));
        submit(pool, log);
      }
      pool.close();
      count(log);
    }
    check();
  }

  private void submit(ProcessPool pool, SharedQueue<String> log) {
    for (int i = 0; i < TASKS_PER_KILL; i++) {
      futures.add(pool.applyAsync(WorkerStormTest::record, log, futures.size()));
    }
  }

  private void awaitAll() throws InterruptedException, TimeoutException {
    for (CompletableFuture<Integer> future : futures) {
      try {
        future.get(60, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        // That is looked at in the end.
      }
    }
  }

  private Optional<Long> oneOf(List<Long> pids) {
    return pids.isEmpty() ? Optional.empty() : Optional.of(pids.get(random.nextInt(pids.size())));
  }

  private void kill(Optional<Long> pid) {
    pid.ifPresent(killed::add);
    pid.ifPresent(Workers::kill);
  }

  /** Kills a JVM that has not begun to be a worker. */
  private void killStarting() {
    List<Long> begun = workers.working();
    kill(oneOf(ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .map(ProcessHandle::pid)
        .filter(pid -> !begun.contains(pid) && !killed.contains(pid))
        .collect(Collectors.toList())));
  }

  private void count(SharedQueue<String> log) {
    while (!log.empty()) {
      executions[Integer.parseInt(log.getNowait())]++;
    }
  }

  private void check() throws Exception {
    Set<Long> blamed = new HashSet<>();
    int failed = 0;
    for (int i = 0; i < futures.size(); i++) {
      CompletableFuture<Integer> future = futures.get(i);
      assertTrue(future.isDone(), "task=" + i);
      try {
        assertEquals(i, future.get());
        assertEquals(1, executions[i], "task=" + i);
      } catch (ExecutionException e) {
        WorkerDiedException died = assertInstanceOf(WorkerDiedException.class, e.getCause());
        assertTrue(executions[i] <= 1, "task=" + i);
        assertTrue(killed.contains(died.pid()), died.getMessage());
        blamed.add(died.pid());
        failed++;
      }
    }
    // A worker has one task in hand.
    assertEquals(blamed.size(), failed);
    assertTrue(killed.size() > KILLS / 2, "killed=" + killed.size());
    assertEquals(List.of(), workers.working());
  }
}
