/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shmq.Codec;
import io.shmq.MessageTooLargeException;
import io.shmq.SharedQueue;
import io.shmq.SharedQueueBuilder;
import io.shmq.jackson.JacksonCodec;
import java.io.ObjectInputFilter.Status;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of 100 MB, one after the other: they come through whole, and leave no memory behind. */
@Tag("deployment")
class LargeMessageTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int LARGE = 100 * MEGABYTE;
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  @BeforeAll
  static void needsMemory() {
    long shared = Queues.SHARED_MEMORY.toFile().getUsableSpace();
    assumeTrue(shared > 4L * LARGE, "needs 400 MB of shared memory, has bytes=" + shared);
    long heap = Runtime.getRuntime().maxMemory();
    assumeTrue(heap > 10L * LARGE, "needs a heap of 1 GB, has bytes=" + heap);
  }

  /** The codecs, each with an element that takes about 100 MB. */
  enum Kind {
    BYTES(Codec.bytes()),
    UTF8(Codec.utf8()),
    SERIALIZABLE(Codec.ofSerializable(byte[].class, info -> Status.UNDECIDED)),
    JSON(JacksonCodec.json(String.class)),
    CBOR(JacksonCodec.cbor(byte[].class));

    private final Codec<?> codec;

    Kind(Codec<?> codec) {
      this.codec = codec;
    }

    Object element() {
      return this == UTF8 || this == JSON ? text(LARGE) : bytes(LARGE);
    }

    @SuppressWarnings("unchecked") // of the type that element returns
    SharedQueueBuilder<Object> queue(String name) {
      return SharedQueue.builder(name, (Codec<Object>) codec);
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = byteAt(i);
    }
    return bytes;
  }

  /** Returns a byte that its index alone decides; no two parts of a message are alike. */
  private static byte byteAt(int index) {
    return (byte) (index * 31 + (index >> 8) * 7 + (index >> 16));
  }

  /** Returns a text of which not every character takes one byte, but nearly. */
  private static String text(int length) {
    byte[] bytes = bytes(length);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('0' + (bytes[i] & 0x1F));
    }
    bytes[length / 2] = (byte) 0xE9;
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns memory in use on and beside the heap, in bytes, after the garbage collector ran. */
  private static long memoryInUse() {
    System.gc();
    long direct = 0;
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct")) {
        direct = pool.getMemoryUsed();
      }
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct;
  }

  private interface Action {
    void run() throws Exception;
  }

  /** Does something with large messages in a thread that lives on, and keeps no memory for it. */
  private static void withoutLeavingMemory(Action action) throws Exception {
    long before = memoryInUse();
    action.run();
    // What is no longer referred to goes at one of the next collections.
    Task.until(() -> memoryInUse() < before + LARGE / 2);
  }

  @ParameterizedTest
  @EnumSource
  void messageComesThroughWhole(Kind kind) throws Exception {
    withoutLeavingMemory(() -> {
      try (SharedQueue<Object> queue = kind.queue(queues.name()).create()) {
        Object element = kind.element();
        queue.put(element, PATIENCE);
        assertTrue(Objects.deepEquals(element, queue.get(PATIENCE)), "not what was put");
      }
    });
  }

  @Test
  void messageComesThroughInPlace() throws Exception {
    withoutLeavingMemory(() -> {
      try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
        queue.put(LARGE, message -> message.put(bytes(LARGE)), PATIENCE);
        assertEquals(
            ByteBuffer.wrap(bytes(LARGE)), queue.get(message -> copyOf(message), PATIENCE));
      }
    });
  }

  private static ByteBuffer copyOf(ByteBuffer message) {
    return ByteBuffer.allocate(message.remaining()).put(message).flip();
  }

  @Test
  void batchComesThroughInOrder() throws Exception {
    withoutLeavingMemory(() -> {
      try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
        byte[] large = bytes(LARGE);
        byte[] small = {1, 2, 3};
        assertEquals(3, queue.putMany(List.of(small, large, small), PATIENCE));
        for (byte[] expected : List.of(small, large, small)) {
          List<byte[]> taken = queue.getMany(1, PATIENCE);
          assertTrue(Arrays.equals(expected, taken.get(0)), "not what was put");
        }
        assertEquals(2, queue.putMany(List.of(large, small), PATIENCE));
        int taken = 0;
        while (!queue.empty()) {
          taken += queue.getMany(10, PATIENCE).size();
        }
        assertEquals(2, taken);
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void messageAboveTheBudgetIsRefusedWithBothFigures(Kind kind) throws Exception {
    withoutLeavingMemory(() -> {
      try (SharedQueue<Object> queue =
          kind.queue(queues.name()).maxBytes(50L * MEGABYTE).create()) {
        Object element = kind.element();
        assertRefused(() -> queue.put(element));
        assertRefused(() -> queue.putNowait(element));
        assertRefused(() -> queue.putMany(List.of(element), PATIENCE));
        assertEquals(0, queue.qsize());
        assertEquals(0, queue.stats().puts());
      }
    });
  }

  private static void assertRefused(Executable put) {
    String message = assertThrows(MessageTooLargeException.class, put).getMessage();
    assertTrue(message.matches(".*\\(length=1\\d{8}, limit=\\d{8} bytes\\).*"), message);
    assertTrue(message.contains("send it in parts, or create the queue with more"), message);
  }

  @Test
  void largestMessageOfABudgetFitsAndOneByteMoreDoesNot() throws Exception {
    try (SharedQueue<byte[]> queue = SharedQueue.builder(queues.name(), Codec.bytes())
        .maxBytes(8L * MEGABYTE)
        .create()) {
      String refusal = assertThrows(
              MessageTooLargeException.class, () -> queue.put(8 * MEGABYTE + 1, message -> {}))
          .getMessage();
      int limit = Integer.parseInt(refusal.replaceFirst("(?s).*limit=(\\d+).*", "$1"));
      assertThrows(MessageTooLargeException.class, () -> queue.putNowait(new byte[limit + 1]));
      queue.putNowait(bytes(limit));
      assertTrue(Arrays.equals(bytes(limit), queue.getNowait()), "not what was put");
    }
  }
}
