/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.MessageTooLargeException;
import io.shmq.QueueFullException;
import io.shmq.SharedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a queue holds, and what it says about that. */
class CapacityTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void boundedQueueIsFullAtItsLimit() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 3, Codec.utf8())) {
      assertEquals(3, queue.maxSize());
      queue.put("1");
      queue.put("2");
      assertFalse(queue.full());
      queue.put("3");
      assertTrue(queue.full());
      assertEquals(3, queue.qsize());
      QueueFullException e = assertThrows(QueueFullException.class, () -> queue.putNowait("4"));
      assertTrue(e.getMessage().contains("\"" + queue.name() + "\" is full"), e.getMessage());
      assertTrue(e.getMessage().contains("qsize=3, maxSize=3"), e.getMessage());
      assertEquals(3, queue.qsize());
      assertEquals("1", queue.get());
      assertFalse(queue.full());
      queue.putNowait("4");
    }
  }

  @Test
  void newQueueIsEmpty() {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 3, Codec.utf8())) {
      assertTrue(queue.empty());
      assertFalse(queue.full());
      assertEquals(0, queue.qsize());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void limitOfZeroOrLessIsNone(int maxSize) throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), maxSize, Codec.utf8())) {
      assertEquals(0, queue.maxSize());
      for (int i = 0; i < 100_000; i++) {
        queue.put("message");
      }
      assertEquals(100_000, queue.qsize());
      assertFalse(queue.full());
    }
  }

  @Test
  void messageThatCanNeverFitIsRefusedAtOnce() {
    byte[] message = new byte[1 << 30];
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      MessageTooLargeException e =
          assertThrows(MessageTooLargeException.class, () -> queue.put(message));
      assertTrue(e.getMessage().contains("length=" + (1 << 30)), e.getMessage());
      assertTrue(e.getMessage().contains("limit="), e.getMessage());
      assertTrue(queue.empty());
    }
  }
}
