/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.BatchException;
import io.shmq.Codec;
import io.shmq.CodecException;
import io.shmq.MessageTooLargeException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueFullException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several messages in one call. */
class BatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void batchIsTakenInTheOrderInWhichItWasPut() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertEquals(3, queue.putMany(List.of("a", "", "\u4e2d"), Duration.ZERO));
      assertEquals(3, queue.qsize());
      assertEquals(List.of("a", ""), queue.getMany(2, Duration.ZERO));
      assertEquals(List.of("\u4e2d"), queue.getMany(2, Duration.ZERO));
    }
  }

  @Test
  void batchOfManyAndLongMessagesComesThroughWhole() throws Exception {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      sent.add(i % 100 == 0 ? "long".repeat(10_000) + i : "short " + i);
    }
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertEquals(sent.size(), queue.putMany(sent, PATIENCE));
      List<String> received = new ArrayList<>();
      while (!queue.empty()) {
        received.addAll(queue.getMany(Integer.MAX_VALUE, Duration.ZERO));
      }
      assertEquals(sent, received);
    }
  }

  @Test
  void whatDoesNotFitIsLeftToTheNextCall() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 2, Codec.utf8())) {
      assertEquals(2, queue.putMany(List.of("a", "b", "c"), PATIENCE));
      QueueFullException e =
          assertThrows(QueueFullException.class, () -> queue.putMany(List.of("c"), Duration.ZERO));
      assertTrue(e.getMessage().contains("maxSize=2"), e.getMessage());
      assertEquals(List.of("a", "b"), queue.getMany(10, PATIENCE));
    }
  }

  @Test
  void emptyBatchPutsNothing() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 1, Codec.utf8())) {
      queue.put("in the way");
      assertEquals(0, queue.putMany(List.of(), Duration.ZERO));
    }
  }

  @Test
  void waitIsForTheFirstOnly() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertThrows(QueueEmptyException.class, () -> queue.getMany(5, Duration.ofMillis(1)));
      Task<List<String>> getter = Task.startAndBlock(() -> queue.getMany(5, PATIENCE));
      queue.put("a");
      assertEquals(List.of("a"), getter.result());
    }
  }

  @Test
  void elementThatCannotBeEncodedLeavesTheQueueAsItWas() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertThrows(
          CodecException.class, () -> queue.putMany(List.of("a", "\ud83d", "c"), PATIENCE));
      assertThrows(
          NullPointerException.class, () -> queue.putMany(Arrays.asList("a", null), PATIENCE));
      assertTrue(queue.empty());
      assertEquals(0, queue.stats().puts());
    }
  }

  @Test
  void messageThatCannotBeDecodedIsLostAlone() throws Exception {
    String name = queues.name();
    try (SharedQueue<byte[]> bytes = SharedQueue.create(name, Codec.bytes());
        SharedQueue<String> strings = SharedQueue.open(name, Codec.utf8())) {
      byte[] bad = {(byte) 0xFF};
      bytes.putMany(List.of(new byte[] {'a'}, bad, new byte[] {'c'}, bad), PATIENCE);
      BatchException e =
          assertThrows(BatchException.class, () -> strings.getMany(10, Duration.ZERO));
      assertEquals(List.of("a", "c"), e.elements());
      assertEquals(CodecException.class, e.getCause().getClass());
      assertEquals(1, e.getCause().getSuppressed().length);
      assertTrue(e.getMessage().contains("messages=4, lost=2"), e.getMessage());
      assertTrue(strings.empty());
    }
  }

  @Test
  void firstMessageThatCanNeverFitIsRefusedWithTheLimit() {
    try (SharedQueue<byte[]> queue =
        SharedQueue.builder(queues.name(), Codec.bytes()).maxBytes(4096).create()) {
      MessageTooLargeException e = assertThrows(
          MessageTooLargeException.class,
          () -> queue.putMany(List.of(new byte[5000], new byte[1]), PATIENCE));
      assertTrue(e.getMessage().contains("length=5000"), e.getMessage());
      assertTrue(queue.empty());
    }
  }

  @Test
  void numberOfElementsMustBePositive() {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertThrows(IllegalArgumentException.class, () -> queue.getMany(0, Duration.ZERO));
    }
  }
}
