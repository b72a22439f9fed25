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
import io.shmq.QueueClosedException;
import io.shmq.QueueExistsException;
import io.shmq.SharedQueue;
import io.shmq.process.JavaProcess;
import io.shmq.process.ProcessStartException;
import io.shmq.process.QueueManager;
import io.shmq.tests.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** An owner of queues, which leaves none behind however it ends. */
@Tag("deployment")
@Timeout(120)
class QueueManagerTest {
  private static final int MANY = 500;

  private static boolean exists(String name) {
    return Files.exists(Path.of("/dev/shm", "shmq." + name));
  }

  @Test
  @SuppressWarnings("try") // closing the manager early, too, is a way
  void closeRemovesItsQueues() throws InterruptedException {
    List<String> names = new ArrayList<>();
    SharedQueue<String> queue;
    try (QueueManager manager = new QueueManager()) {
      queue = manager.queue(2, Codec.utf8());
      names.add(queue.name());
      String name = "test-manager-" + ProcessHandle.current().pid();
      names.add(manager.queue(name, 0, Codec.utf8()).name());
      queue.put("a");
      assertTrue(names.stream().allMatch(QueueManagerTest::exists));
      manager.close();
      assertThrows(IllegalStateException.class, () -> manager.queue(0, Codec.utf8()));
    }
    assertTrue(names.stream().noneMatch(QueueManagerTest::exists));
    assertThrows(QueueClosedException.class, queue::get);
  }

  @Test
  @SuppressWarnings("try") // it is there, which is all
  void queuesTravelToOtherProcesses() throws InterruptedException {
    try (QueueManager manager = new QueueManager()) {
      SharedQueue<String> queue = manager.queue(0, Codec.utf8());
      try (JavaProcess child =
          JavaProcess.start((SharedQueue<String> q) -> q.put("hello"), queue)) {
        assertEquals("hello", queue.get(Duration.ofSeconds(60)));
      }
    }
  }

  static void manage(SharedQueue<String> names) throws InterruptedException {
    QueueManager manager = new QueueManager();
    for (int i = 0; i < MANY; i++) {
      SharedQueue<String> queue = manager.queue(0, Codec.utf8());
      queue.put("kept");
      names.put(queue.name());
    }
    Thread.sleep(600_000);
  }

  @Test
  void killedManagerLeavesNoQueue() throws InterruptedException {
    try (SharedQueue<String> names = SharedQueue.anonymous(0, Codec.utf8());
        JavaProcess child = JavaProcess.start(QueueManagerTest::manage, names)) {
      List<String> made = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        made.add(names.get(Duration.ofSeconds(60)));
      }
      assertTrue(made.stream().allMatch(QueueManagerTest::exists));
      child.kill();
      Task.until(() -> made.stream().noneMatch(QueueManagerTest::exists));
      assertFalse(child.isAlive());
    }
  }

  private static String ownName() {
    return "test-manager-" + ProcessHandle.current().pid();
  }

  @Test
  @SuppressWarnings("try") // it is there, which is all
  void queueOfAnotherIsLeftAlone() throws InterruptedException {
    try (SharedQueue<String> other = SharedQueue.create(ownName(), 0, Codec.utf8())) {
      try (QueueManager manager = new QueueManager()) {
        assertThrows(QueueExistsException.class, () -> manager.queue(ownName(), 0, Codec.utf8()));
      }
      assertTrue(exists(ownName()));
    } finally {
      SharedQueue.unlink(ownName());
    }
  }

  @Test
  void closedManagerMakesNoMoreQueues() {
    QueueManager manager = new QueueManager();
    manager.close();
    manager.close();
    assertThrows(IllegalStateException.class, () -> manager.queue(0, Codec.utf8()));
    assertThrows(IllegalStateException.class, () -> manager.queue(ownName(), 0, Codec.utf8()));
    assertFalse(exists(ownName()));
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  @Test
  void managerWhoseHelperWasKilledSaysSoAndRemovesItsQueuesItself() throws Exception {
    List<ProcessHandle> before = children();
    String name;
    try (QueueManager manager = new QueueManager()) {
      name = manager.queue(0, Codec.utf8()).name();
      List<ProcessHandle> helpers = new ArrayList<>(children());
      helpers.removeAll(before);
      assertEquals(1, helpers.size());
      helpers.get(0).destroyForcibly();
      Task.until(() -> !helpers.get(0).isAlive());
      for (Executable call : new Executable[] {
        () -> manager.queue(0, Codec.utf8()), () -> manager.queue(ownName(), 0, Codec.utf8())
      }) {
        ProcessStartException e = assertThrows(ProcessStartException.class, call);
        assertTrue(e.getMessage().contains("" + helpers.get(0).pid()), e.getMessage());
      }
    }
    assertFalse(exists(name));
    assertFalse(exists(ownName()));
  }

  @Test
  void helperEndsWithItsManager() throws Exception {
    List<ProcessHandle> before = children();
    List<String> names = new ArrayList<>();
    try (QueueManager manager = new QueueManager()) {
      for (int i = 0; i < MANY; i++) {
        names.add(manager.queue(0, Codec.utf8()).name());
      }
      assertTrue(names.stream().allMatch(QueueManagerTest::exists));
    }
    assertTrue(names.stream().noneMatch(QueueManagerTest::exists));
    Task.until(() -> before.containsAll(children()));
  }
}
