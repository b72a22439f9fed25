/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shmq.process.ProcessPool;
import io.shmq.tests.Holdings;
import io.shmq.tests.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools that come and go leave nothing behind. -Dshmq.test.pools=1000 makes more of them. */
@Tag("deployment")
@Timeout(600)
class PoolStormTest {
  private static final int POOLS = Integer.getInteger("shmq.test.pools", 200);

  /** One in so many does a task. */
  private static final int IDLE_PER_BUSY = 10;

  private static void use(int number) throws InterruptedException {
    try (ProcessPool pool = ProcessPool.create(1)) {
      assertEquals(number * number, pool.apply(Chores::square, number));
    }
  }

  private static List<Path> segments() {
    String own = "-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
      return files.filter(file -> file.getFileName().toString().contains(own)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the names of the threads, but for those with which the JDK waits for processes and tells of
   * their ends: they live on for a minute, and others take their places.
   */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("process reaper"))
        .filter(name -> !name.startsWith("ForkJoinPool.commonPool-"))
        .collect(Collectors.toSet());
  }

  @Test
  void poolsLeaveNothingBehind() throws Exception {
    // What is made once, for all pools.
    use(1);
    Set<String> threads = threads();
    long descriptors = Holdings.descriptors("");
    long mappings = Holdings.of("/dev/shm/shmq");
    List<Path> segments = segments();
    List<Long> children =
        ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    for (int i = 0; i < POOLS; i++) {
      if (i % IDLE_PER_BUSY == 0) {
        use(i);
      } else {
        ProcessPool.create(1).terminate();
      }
    }
    assertEquals(segments, segments());
    assertEquals(mappings, Holdings.of("/dev/shm/shmq"));
    assertEquals(
        children, ProcessHandle.current().descendants().map(ProcessHandle::pid).toList());
    Task.until(() -> Holdings.descriptors("") <= descriptors);
    Task.until(() -> threads.containsAll(threads()));
  }
}
