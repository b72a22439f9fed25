/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueEmptyException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What Thread.interrupt does to calls. */
class InterruptTest {
  private static final Duration LONG = Duration.ofHours(1);

  @RegisterExtension
  final Queues queues = new Queues();

  @AfterEach
  void clearInterruptedStatus() {
    Thread.interrupted();
  }

  @Test
  void interruptedThreadDoesNotGetIn() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 5, Codec.utf8())) {
      queue.put("a");
      assertInterrupted(queue::get);
      assertInterrupted(() -> queue.get(LONG));
      assertInterrupted(() -> queue.get(Duration.ZERO));
      assertInterrupted(() -> queue.put("b"));
      assertInterrupted(() -> queue.put("b", LONG));
      assertInterrupted(() -> queue.put("b", Duration.ZERO));
      assertEquals(1, queue.qsize());
    }
  }

  private static void assertInterrupted(Executable call) {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, call);
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void callsThatDoNotWaitLeaveTheStatusAlone() {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 5, Codec.utf8())) {
      Thread.currentThread().interrupt();
      queue.putNowait("a");
      assertEquals("a", queue.getNowait());
      assertThrows(QueueEmptyException.class, queue::getNowait);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void interruptEndsAWaitingGet() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertEndsWhenInterrupted(queue::get);
      assertEndsWhenInterrupted(() -> queue.get(LONG));
      queue.put("a");
      assertEquals("a", queue.getNowait(), "nobody is left who could take it");
    }
  }

  @Test
  void interruptEndsAWaitingPut() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 1, Codec.utf8())) {
      queue.put("a");
      assertEndsWhenInterrupted(() -> {
        queue.put("b");
        return null;
      });
      assertEndsWhenInterrupted(() -> {
        queue.put("b", LONG);
        return null;
      });
      assertEquals("a", queue.getNowait());
      assertTrue(queue.empty(), "nobody is left who could put");
    }
  }

  private static void assertEndsWhenInterrupted(Callable<?> call) throws Exception {
    Task<?> task = Task.startAndBlock(call);
    task.interrupt();
    assertInstanceOf(InterruptedException.class, task.failure());
  }

  /** Whichever of the two comes first, the message is either taken or still there. */
  @Test
  void messageThatRacesWithAnInterruptIsNeitherLostNorDoubled() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      for (int i = 0; i < 50; i++) {
        String message = "message " + i;
        Task<String> get = Task.startAndBlock(() -> {
          try {
            return queue.get();
          } catch (InterruptedException e) {
            return "interrupted";
          }
        });
        Task<Void> put = Task.start(() -> {
          queue.put(message);
          return null;
        });
        get.interrupt();
        put.result();
        String got = get.result();
        assertEquals(message, got.equals("interrupted") ? queue.getNowait() : got);
        assertTrue(queue.empty());
      }
    }
  }
}
