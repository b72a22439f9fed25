/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.MessageTooLargeException;
import io.shmq.QueueClosedException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueFullException;
import io.shmq.SharedQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that callbacks write and read where they lie. */
class InPlaceTest {
  private static final int SHORT = 100;
  private static final int LONG = 100_000;

  @RegisterExtension
  final Queues queues = new Queues();

  private static void fill(ByteBuffer message, int seed) {
    for (int i = 0; message.hasRemaining(); i++) {
      message.put((byte) (seed + i));
    }
  }

  private static int check(ByteBuffer message, int seed) {
    int length = message.remaining();
    for (int i = 0; message.hasRemaining(); i++) {
      assertEquals((byte) (seed + i), message.get(), "index " + i);
    }
    return length;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, SHORT, 16 * 1024, 16 * 1024 + 1, LONG})
  void messageComesOutAsItWasWritten(int length) throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      queue.put(length, message -> fill(message, 7));
      queue.put(length, message -> fill(message, 9));
      assertEquals(length, (int) queue.get(message -> check(message, 7)));
      assertEquals(length, check(ByteBuffer.wrap(queue.get()), 9));
      assertTrue(queue.empty());
    }
  }

  @Test
  void bufferIsInBigEndianOrderHoweverTheLastCallbackLeftIt() throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      for (int i = 0; i < 2; i++) {
        queue.put(Integer.BYTES, message -> {
          assertEquals(ByteOrder.BIG_ENDIAN, message.order());
          message.order(ByteOrder.LITTLE_ENDIAN).putInt(1);
        });
        assertEquals(1 << 24, (int) queue.get(message -> {
          int value = message.getInt();
          message.order(ByteOrder.LITTLE_ENDIAN);
          return value;
        }));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SHORT, LONG})
  void exceptionInTheWriterPutsNothing(int length) throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      IllegalStateException failure = new IllegalStateException("mine");
      assertEquals(
          failure,
          assertThrows(
              IllegalStateException.class,
              () -> queue.put(length, m -> {
                throw failure;
              })));
      assertTrue(queue.empty());
      queue.put(new byte[] {1});
      assertEquals(1, queue.get().length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SHORT, LONG})
  void exceptionInTheReaderLeavesTheMessage(int length) throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      queue.put(length, message -> fill(message, 3));
      IllegalStateException failure = new IllegalStateException("mine");
      assertEquals(
          failure,
          assertThrows(
              IllegalStateException.class,
              () -> queue.get(m -> {
                throw failure;
              })));
      assertEquals(1, queue.qsize());
      assertEquals(length, (int) queue.get(message -> check(message, 3)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SHORT, LONG})
  void readerCannotWriteAndMayReturnNull(int length) throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      queue.put(length, message -> {});
      assertNull(queue.get(message -> {
        assertThrows(ReadOnlyBufferException.class, () -> message.put(0, (byte) 1));
        return null;
      }));
    }
  }

  @Test
  @SuppressWarnings("try") // closing early is the point
  void bufferThatWasKeptDoesNotReachTheQueue() throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      AtomicReference<ByteBuffer> kept = new AtomicReference<>();
      queue.put(LONG, message -> {
        fill(message, 5);
        kept.set(message);
      });
      try {
        kept.get().clear().put(0, (byte) 99);
      } catch (IllegalStateException e) {
        // Where the buffer was the queue's memory it is dead now.
      }
      assertEquals(LONG, (int) queue.get(message -> {
        kept.set(message);
        return check(message, 5);
      }));
      queue.close();
      try {
        kept.get().get(0);
      } catch (IllegalStateException e) {
        // As above.
      }
    }
  }

  @Test
  void limitsHoldAsForOtherMessages() throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.builder(queues.name(), Codec.bytes())
        .maxSize(1)
        .maxBytes(1 << 20)
        .create()) {
      assertThrows(MessageTooLargeException.class, () -> queue.put(2 << 20, message -> {}));
      assertThrows(IllegalArgumentException.class, () -> queue.put(-1, message -> {}));
      assertThrows(QueueEmptyException.class, () -> queue.get(message -> 0, Duration.ZERO));
      queue.put(LONG, message -> {}, Duration.ZERO);
      assertThrows(
          QueueFullException.class, () -> queue.put(LONG, message -> {}, Duration.ofMillis(1)));
      assertThrows(QueueFullException.class, () -> queue.put(1, message -> {}, Duration.ZERO));
      assertEquals(LONG, (int) queue.get(ByteBuffer::remaining, Duration.ZERO));
    }
  }

  @Test
  void callbackThatUsesTheSameEndIsRefusedAndTheOtherEndWorks() throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      queue.put(new byte[LONG]);
      queue.get(message -> {
        assertThrows(IllegalStateException.class, queue::getNowait);
        queue.putNowait(new byte[] {1});
        return 0;
      });
      assertEquals(1, queue.get().length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SHORT, LONG})
  @SuppressWarnings("try") // closing early is the point
  void queueThatIsClosedMeanwhileKeepsTheMessage(int length) throws Exception {
    String name = queues.name();
    try (SharedQueue<byte[]> queue = SharedQueue.create(name, Codec.bytes());
        SharedQueue<byte[]> other = SharedQueue.open(name, Codec.bytes())) {
      queue.put(length, message -> fill(message, 1));
      assertThrows(
          QueueClosedException.class,
          () -> queue.get(message -> {
            queue.close();
            return check(message, 1);
          }));
      assertEquals(length, (int) other.get(message -> check(message, 1)));
    }
  }

  @Test
  void readerWaitsForAMessageAndIsInterruptible() throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      Task<Integer> reader = Task.startAndBlock(() -> queue.get(ByteBuffer::remaining));
      queue.put(new byte[42]);
      assertEquals(42, reader.result());
      Task<Integer> interrupted = Task.startAndBlock(() -> queue.get(ByteBuffer::remaining));
      interrupted.interrupt();
      assertEquals(InterruptedException.class, interrupted.failure().getClass());
    }
  }
}
