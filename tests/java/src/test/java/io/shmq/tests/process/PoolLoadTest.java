/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.ProcessPool;
import io.shmq.process.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks whose arguments and results are large, or many. */
@Tag("deployment")
@Timeout(180)
class PoolLoadTest {
  /** The most that a queue has room for. */
  private static final long RING_BYTES = 1L << 30;

  private static final String LARGE = "x".repeat(100_000);

  private static String echo(String text) {
    return text;
  }

  @Test
  void manyLargeArgumentsAndResultsPassAtOnce() throws Exception {
    List<String> texts = Collections.nCopies(2_000, LARGE);
    try (ProcessPool pool = ProcessPool.create(2)) {
      assertEquals(texts, pool.map(PoolLoadTest::echo, texts));
      assertEquals(texts, pool.map(PoolLoadTest::echo, texts, 1));
    }
  }

  /** Nobody else reads answers while the thread that does has a callback to do. */
  @Test
  void queuesMayBothBeFullWhileACallbackSubmitsTasks() throws Exception {
    assumeTrue(
        Files.getFileStore(Path.of("/dev/shm")).getUsableSpace() > 3 * RING_BYTES,
        "needs 3 GiB of shared memory");
    int tasks = (int) (RING_BYTES / LARGE.length() * 5 / 4);
    AtomicLong length = new AtomicLong();
    try (ProcessPool pool = ProcessPool.create(2);
        SharedQueue<String> gate = SharedQueue.anonymous(0, Codec.utf8())) {
      CompletableFuture<Void> all = pool.applyAsync(Chores::passGate, gate, 1)
          .thenCompose(n -> CompletableFuture.allOf(Stream.generate(
                  () -> pool.applyAsync(PoolLoadTest::echo, LARGE)
                      .thenAccept(text -> length.addAndGet(text.length())))
              .limit(tasks)
              .toArray(CompletableFuture<?>[]::new)));
      gate.put("go");
      all.get(120, TimeUnit.SECONDS);
      assertEquals((long) tasks * LARGE.length(), length.get());
    }
  }

  @Test
  void largeMapMayBeTerminatedInTheMiddle() throws Exception {
    List<String> texts = Collections.nCopies(2_000, LARGE);
    ProcessPool pool = ProcessPool.create(2);
    CompletableFuture<List<String>> map = pool.mapAsync(PoolLoadTest::echo, texts, 1);
    pool.terminate();
    assertThrows(Exception.class, () -> map.get(60, TimeUnit.SECONDS));
  }

  private static long availableBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      String line =
          lines.filter(it -> it.startsWith("MemAvailable:")).findFirst().orElse("0");
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
  }

  @Test
  void resultLargerThanAMessageFailsItsTaskAlone() throws Exception {
    assumeTrue(availableBytes() > 5 * RING_BYTES, "needs 5 GiB of memory");
    try (ProcessPool pool =
        ProcessPool.builder().workers(1).jvmOptions("-Xmx3g").create()) {
      TaskException e =
          assertThrows(TaskException.class, () -> pool.apply(() -> new byte[(int) RING_BYTES]));
      assertTrue(e.getMessage().contains("cannot be sent"), e.getMessage());
      assertEquals(9, pool.apply(Chores::square, 3));
    }
  }

  @Test
  void taskThatLacksMemoryFailsAlone() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().workers(1).jvmOptions("-Xmx32m").create()) {
      assertThrows(OutOfMemoryError.class, () -> pool.apply(() -> new byte[1 << 28].length));
      assertEquals(9, pool.apply(Chores::square, 3));
    }
  }
}
