/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueClosedException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What close does to the object, to threads inside, and to others. */
class CloseTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void everyCallOnAClosedQueueSaysSo() {
    SharedQueue<String> queue = SharedQueue.create(queues.name(), 3, Codec.utf8());
    queue.close();
    assertClosed(() -> queue.put("a"));
    assertClosed(() -> queue.put("a", Duration.ofSeconds(1)));
    assertClosed(() -> queue.putNowait("a"));
    assertClosed(queue::get);
    assertClosed(() -> queue.get(Duration.ofSeconds(1)));
    assertClosed(queue::getNowait);
    assertClosed(queue::qsize);
    assertClosed(queue::empty);
    assertClosed(queue::full);
    assertEquals(3, queue.maxSize());
  }

  private static void assertClosed(Executable call) {
    QueueClosedException e = assertThrows(QueueClosedException.class, call);
    assertTrue(e.getMessage().contains("is closed"), e.getMessage());
  }

  @Test
  void closingAgainDoesNothing() {
    SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
    queue.close();
    queue.close();
  }

  @Test
  void threadsThatWaitLeaveWhenTheQueueIsClosed() throws Exception {
    SharedQueue<String> empty = SharedQueue.create(queues.name(), Codec.utf8());
    SharedQueue<String> full = SharedQueue.create(queues.name(), 1, Codec.utf8());
    full.put("in the way");
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tasks.add(Task.startAndBlock(empty::get));
      tasks.add(Task.startAndBlock(() -> {
        full.put("a");
        return null;
      }));
    }
    empty.close();
    full.close();
    for (Task<?> task : tasks) {
      assertInstanceOf(QueueClosedException.class, task.failure());
    }
  }

  @Test
  void closingUnderThreadsInFullRunNeverEndsInAnythingElse() throws Exception {
    for (int i = 0; i < 100; i++) {
      SharedQueue<String> queue = SharedQueue.create(queues.name(), 10, Codec.utf8());
      Task<Void> producer = Task.start(() -> {
        while (true) {
          queue.put("message");
        }
      });
      Task<Void> consumer = Task.start(() -> {
        while (true) {
          queue.get();
        }
      });
      Task.until(() -> queue.qsize() > 0);
      queue.close();
      assertInstanceOf(QueueClosedException.class, producer.failure());
      assertInstanceOf(QueueClosedException.class, consumer.failure());
    }
  }

  @Test
  void messagesStayForOthers() throws InterruptedException {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
      queue.put("a");
    }
    try (SharedQueue<String> queue = SharedQueue.open(name, Codec.utf8())) {
      SharedQueue.open(name, Codec.utf8()).close();
      assertEquals("a", queue.get());
    }
  }
}
