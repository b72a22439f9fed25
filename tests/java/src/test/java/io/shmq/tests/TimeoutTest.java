/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueEmptyException;
import io.shmq.QueueFullException;
import io.shmq.SharedQueue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long calls wait. */
class TimeoutTest {
  private static final Duration WAIT = Duration.ofMillis(300);
  private static final Duration AGES = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void getWaitsForItsTimeoutAndNoLonger() {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      Duration took = time(() -> assertThrows(QueueEmptyException.class, () -> queue.get(WAIT)));
      assertLasted(WAIT, took);
    }
  }

  @Test
  void putWaitsForItsTimeoutAndNoLonger() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 1, Codec.utf8())) {
      queue.put("in the way");
      Duration took =
          time(() -> assertThrows(QueueFullException.class, () -> queue.put("x", WAIT)));
      assertLasted(WAIT, took);
      assertEquals(1, queue.qsize());
    }
  }

  private static Duration time(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void assertLasted(Duration expected, Duration actual) {
    assertTrue(actual.compareTo(expected) >= 0, actual + " is shorter than " + expected);
    // Wide enough for a machine that does other things too.
    Duration latest = expected.plusSeconds(Task.PATIENCE_SECONDS);
    assertTrue(actual.compareTo(latest) < 0, actual + " is much longer than " + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT-2562047788015215H"})
  void timeoutOfZeroOrLessDoesNotWait(Duration timeout) throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 1, Codec.utf8())) {
      assertThrows(QueueEmptyException.class, () -> queue.get(timeout));
      queue.put("a", timeout);
      assertThrows(QueueFullException.class, () -> queue.put("b", timeout));
      assertEquals("a", queue.get(timeout));
    }
  }

  @Test
  void timeoutLongerThanAnyClockIsAWaitWithoutEnd() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 1, Codec.utf8())) {
      Task<String> get = Task.startAndBlock(() -> queue.get(AGES));
      queue.put("a", AGES);
      assertEquals("a", get.result());
    }
  }

  @Test
  void noMessageIsSaidWithTheQueueAndTheTimeout() {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      Exception e = assertThrows(QueueEmptyException.class, queue::getNowait);
      assertTrue(e.getMessage().contains("\"" + queue.name() + "\" is empty"), e.getMessage());
      e = assertThrows(QueueEmptyException.class, () -> queue.get(Duration.ofMillis(10)));
      assertTrue(e.getMessage().contains("timeout=PT0.01S"), e.getMessage());
    }
  }

  @Test
  void getWaitsForAPut() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      Task<String> get = Task.startAndBlock(queue::get);
      queue.put("a");
      assertEquals("a", get.result());
    }
  }

  @Test
  void putWaitsForAGet() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 1, Codec.utf8())) {
      queue.put("a");
      Task<Void> put = Task.startAndBlock(() -> {
        queue.put("b");
        return null;
      });
      assertEquals("a", queue.get());
      put.result();
      assertEquals("b", queue.get());
    }
  }

  @Test
  void waitSurvivesManySlices() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      Task<String> get = Task.startAndBlock(queue::get);
      assertThrows(QueueEmptyException.class, () -> queue.get(WAIT));
      queue.put("a");
      assertEquals("a", get.result());
    }
  }
}
