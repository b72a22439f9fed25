/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put comes out as it was, in order. */
class OrderTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void messagesComeOutInTheOrderTheyWerePut() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      for (int i = 0; i < 10_000; i++) {
        queue.put("message " + i);
      }
      for (int i = 0; i < 10_000; i++) {
        assertEquals("message " + i, queue.get());
      }
    }
  }

  @Test
  void messageWithoutBytesIsAMessage() throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      queue.put("");
      assertEquals(1, queue.qsize());
      assertFalse(queue.empty());
      assertEquals("", queue.get());
      assertTrue(queue.empty());
    }
  }

  /** The sizes around which a message takes another way, and one of 16 MiB. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16383, 16384, 16385, 65536, 1048576, 1048577, 16777216})
  void messageKeepsItsBytes(int length) throws InterruptedException {
    byte[] message = new byte[length];
    new Random(length).nextBytes(message);
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      queue.put(message);
      assertArrayEquals(message, queue.get());
      queue.putNowait(message);
      assertArrayEquals(message, queue.getNowait());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 16384, 16385, 2_000_000})
  void messageThatWasWaitedForKeepsItsBytes(int length) throws Exception {
    byte[] message = new byte[length];
    new Random(length).nextBytes(message);
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      Task<byte[]> get = Task.startAndBlock(queue::get);
      queue.put(message);
      assertArrayEquals(message, get.result());
    }
  }

  @Test
  void messagesOfManySizesKeepTheirOrderInALongRun() throws Exception {
    int count = 20_000;
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), 100, Codec.bytes())) {
      Task<Void> producer = Task.start(() -> {
        for (int i = 0; i < count; i++) {
          queue.put(message(i));
        }
        return null;
      });
      for (int i = 0; i < count; i++) {
        assertArrayEquals(message(i), queue.get());
      }
      producer.result();
    }
  }

  private static byte[] message(int sequence) {
    byte[] message = new byte[sequence % 1000 == 0 ? 20_000 : sequence % 97];
    Arrays.fill(message, (byte) sequence);
    return message;
  }

  @Test
  void elementsDoNotShareMemory() throws InterruptedException {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      queue.put(new byte[] {1, 2, 3});
      queue.put(new byte[] {4, 5, 6});
      byte[] first = queue.get();
      byte[] second = queue.get();
      assertArrayEquals(new byte[] {1, 2, 3}, first);
      assertArrayEquals(new byte[] {4, 5, 6}, second);
    }
  }

  @Test
  void twoObjectsOnOneNameAreOneQueue() throws InterruptedException {
    String name = queues.name();
    try (SharedQueue<String> created = SharedQueue.create(name, 5, Codec.utf8());
        SharedQueue<String> opened = SharedQueue.open(name, Codec.utf8())) {
      created.put("x");
      assertEquals("x", opened.get());
      assertEquals(5, opened.maxSize());
      assertEquals(name, opened.name());
    }
  }
}
