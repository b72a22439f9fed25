/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import io.shmq.SharedQueue;
import io.shmq.process.JavaProcess;
import io.shmq.process.ProcessPool;
import io.shmq.process.TaskException;
import io.shmq.tests.Task;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queues on their way to another process, wherever they are in what is sent. */
@Tag("deployment")
@Timeout(120)
class QueueArgumentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool = ProcessPool.create(1);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  /** Some queues, as an application has them. */
  record Wires(
      SharedQueue<String> single,
      List<SharedQueue<String>> list,
      Map<String, SharedQueue<String>> map)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static void use(Wires wires) throws InterruptedException {
    wires.single().put("single");
    for (SharedQueue<String> queue : wires.list()) {
      queue.put("of the list");
    }
    wires.map().get("key").put("of the map");
  }

  @Test
  void queuesInRecordsAndCollectionsAreOpenThere() throws InterruptedException {
    try (SharedQueue<String> first = SharedQueue.anonymous(0, Codec.utf8());
        SharedQueue<String> second = SharedQueue.anonymous(0, Codec.utf8())) {
      Wires wires = new Wires(first, List.of(first, second), Map.of("key", second));
      pool.run(QueueArgumentTest::use, wires);
      assertEquals(List.of("single", "of the list"), first.getMany(9, Duration.ZERO));
      assertEquals(List.of("of the list", "of the map"), second.getMany(9, Duration.ZERO));
      try (JavaProcess child = JavaProcess.start(QueueArgumentTest::use, wires)) {
        assertTrue(child.join(PATIENCE));
      }
      assertEquals(List.of("single", "of the list"), first.getMany(9, Duration.ZERO));
    }
  }

  @Test
  void queueThatComesTwiceIsOpenOnce() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8())) {
      boolean isOne = pool.apply((a, b) -> a == b, queue, queue);
      assertTrue(isOne);
      int first = pool.apply(System::identityHashCode, queue);
      assertEquals(first, pool.apply(System::identityHashCode, queue));
    }
  }

  static void putAndClose(SharedQueue<String> queue) throws InterruptedException {
    try (queue) {
      queue.put("in time");
    }
  }

  @Test
  void taskMayCloseItsQueue() throws InterruptedException {
    long worker = pool.apply(Chores::pid);
    try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8())) {
      for (int i = 0; i < 3; i++) {
        pool.run(QueueArgumentTest::putAndClose, queue);
        assertEquals("in time", queue.getNowait());
      }
      SharedQueue<String> abandoned = SharedQueue.anonymous(0, Codec.utf8());
      pool.run(q -> q.put("in vain"), abandoned);
      abandoned.close();
      Task.until(() -> !hasMapped(worker, abandoned.name()));
      assertEquals(worker, pool.apply(Chores::pid));
    }
  }

  /** Returns how many queues this process has open, or has had open and not let go of. */
  static long mapped() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.contains("/dev/shm/shmq.")).count();
    }
  }

  @Test
  void busyWorkerLetsGoOfQueuesThatNobodyElseHas() throws InterruptedException {
    long before = pool.apply(QueueArgumentTest::mapped);
    for (int i = 0; i < 300; i++) {
      try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8())) {
        pool.run(q -> q.put("once"), queue);
      }
    }
    long after = pool.apply(QueueArgumentTest::mapped);
    assertTrue(after < before + 250, "before=" + before + ", after=" + after);
  }

  /** Returns whether a process has a queue open. */
  private static boolean hasMapped(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, "maps")).contains(name);
    } catch (IOException e) {
      // It has died.
      return false;
    }
  }

  @Test
  void queueInAResultIsOpenHere() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8())) {
      SharedQueue<String> same = pool.apply(q -> q, queue);
      same.put("by the result");
      assertEquals("by the result", queue.getNowait());
      assertEquals(queue.name(), same.name());
    }
  }

  /** A codec of which nobody has thought that it might travel. */
  private static final class LocalCodec implements Codec<String> {
    @Override
    public void encode(String element, MessageWriter writer) {
      Codec.utf8().encode(element, writer);
    }

    @Override
    public String decode(ByteBuffer message) {
      return Codec.utf8().decode(message);
    }
  }

  @Test
  void queueWhoseCodecDoesNotTravelIsRefused() {
    try (SharedQueue<String> queue = SharedQueue.anonymous(0, new LocalCodec())) {
      for (Throwable e : new Throwable[] {
        assertThrows(TaskException.class, () -> pool.run(q -> q.put("never"), queue)),
        assertThrows(
            IllegalArgumentException.class, () -> JavaProcess.start(q -> q.put("never"), queue))
      }) {
        assertTrue(e.getMessage().contains(LocalCodec.class.getName()), e.getMessage());
        assertTrue(e.getMessage().contains("Serializable"), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
      }
      assertTrue(queue.empty());
    }
  }

  @Test
  void queueThatIsGoneFailsItsTaskAlone() throws InterruptedException {
    SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8());
    queue.close();
    assertThrows(TaskException.class, () -> pool.run(q -> q.put("never"), queue));
    assertEquals(9, pool.apply(Chores::square, 3));
  }
}
