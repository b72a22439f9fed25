/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.CodecException;
import io.shmq.MessageWriter;
import io.shmq.SharedQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codecs of the library and of users. */
class CodecTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @ParameterizedTest
  @ValueSource(
      strings = {"ASCII", "\u00fc\u00df", "\u4e2d\u6587", "\ud83d\ude00", "\ufffd", "a\0b", ""})
  void utf8KeepsEveryString(String text) throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      queue.put(text);
      queue.put(text.repeat(20_000));
      assertEquals(text, queue.get());
      assertEquals(text.repeat(20_000), queue.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"})
  void utf8RefusesASurrogateWithoutItsPartner(String text) {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertThrows(CodecException.class, () -> queue.put(text));
      assertTrue(queue.empty());
    }
  }

  @Test
  void utf8RefusesBytesThatAreNoUtf8AndGoesOn() throws InterruptedException {
    String name = queues.name();
    try (SharedQueue<byte[]> bytes = SharedQueue.create(name, Codec.bytes());
        SharedQueue<String> strings = SharedQueue.open(name, Codec.utf8())) {
      bytes.put(new byte[] {'o', 'k', (byte) 0xFF});
      bytes.put(new byte[] {'o', 'k'});
      CodecException e = assertThrows(CodecException.class, strings::get);
      assertTrue(e.getMessage().contains("length=3 bytes, offset=2"), e.getMessage());
      assertEquals("ok", strings.get());
    }
  }

  /** Throws for the element "bad", on the way that it is made for. */
  private static final class Failing implements Codec<String> {
    private final RuntimeException onEncode;
    private final RuntimeException onDecode;

    Failing(RuntimeException onEncode, RuntimeException onDecode) {
      this.onEncode = onEncode;
      this.onDecode = onDecode;
    }

    @Override
    public void encode(String element, MessageWriter out) {
      Codec.utf8().encode(element, out);
      if (onEncode != null && element.equals("bad")) {
        throw onEncode;
      }
    }

    @Override
    public String decode(ByteBuffer message) {
      String element = Codec.utf8().decode(message);
      if (onDecode != null && element.equals("bad")) {
        throw onDecode;
      }
      return element;
    }
  }

  @Test
  void exceptionInEncodeReachesTheCallerWithNothingPut() throws InterruptedException {
    RuntimeException failure = new RuntimeException("encode");
    Codec<String> codec = new Failing(failure, null);
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), codec)) {
      assertSame(failure, assertThrows(RuntimeException.class, () -> queue.put("bad")));
      assertSame(failure, assertThrows(RuntimeException.class, () -> queue.putNowait("bad")));
      assertTrue(queue.empty());
      queue.put("good");
      assertEquals("good", queue.get());
    }
  }

  @Test
  void exceptionInDecodeLosesThatMessageOnly() throws InterruptedException {
    RuntimeException failure = new RuntimeException("decode");
    Codec<String> codec = new Failing(null, failure);
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), codec)) {
      queue.put("bad");
      queue.put("bad");
      queue.put("good");
      assertSame(failure, assertThrows(RuntimeException.class, queue::get));
      assertSame(failure, assertThrows(RuntimeException.class, queue::getNowait));
      assertEquals("good", queue.get());
    }
  }

  /** Asks for room a little at a time, in an order that is not the usual one. */
  private static final class Longs implements Codec<long[]> {
    @Override
    public void encode(long[] element, MessageWriter out) {
      ByteBuffer buffer = out.reserve(0).order(ByteOrder.LITTLE_ENDIAN);
      for (long value : element) {
        buffer = out.reserve(Long.BYTES);
        buffer.putLong(value);
      }
    }

    @Override
    public long[] decode(ByteBuffer message) {
      assertEquals(ByteOrder.BIG_ENDIAN, message.order());
      long[] element = new long[message.remaining() / Long.BYTES];
      message.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(element);
      return element;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2048, 2049, 200_000})
  void messageGrowsAsACodecWrites(int length) throws InterruptedException {
    long[] element = new long[length];
    Arrays.setAll(element, i -> i * 31L);
    try (SharedQueue<long[]> queue = SharedQueue.create(queues.name(), new Longs())) {
      for (int i = 0; i < 2; i++) {
        queue.put(element);
        assertArrayEquals(element, queue.get());
      }
    }
  }

  /** Passes what it does through a second queue, in the middle of its own work. */
  private static final class Nested implements Codec<String> {
    private final SharedQueue<String> inner;

    Nested(SharedQueue<String> inner) {
      this.inner = inner;
    }

    @Override
    public void encode(String element, MessageWriter out) {
      ByteBuffer buffer = out.reserve(element.length());
      inner.putNowait("encode " + element);
      for (int i = 0; i < element.length(); i++) {
        buffer.put((byte) element.charAt(i));
      }
      inner.getNowait();
    }

    @Override
    public String decode(ByteBuffer message) {
      inner.putNowait("decode".repeat(10_000));
      inner.getNowait();
      return Codec.utf8().decode(message);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 50_000})
  void codecMayUseAnotherQueue(int length) throws InterruptedException {
    String element = "x".repeat(length);
    try (SharedQueue<String> inner = SharedQueue.create(queues.name(), Codec.utf8());
        SharedQueue<String> queue = SharedQueue.create(queues.name(), new Nested(inner))) {
      queue.put(element);
      assertEquals(element, queue.get());
      assertTrue(inner.empty());
    }
  }

  @Test
  void codecThatWritesNothingPutsAMessageWithoutBytes() throws InterruptedException {
    Codec<String> codec = new Codec<>() {
      @Override
      public void encode(String element, MessageWriter out) {}

      @Override
      public String decode(ByteBuffer message) {
        return "remaining=" + message.remaining();
      }
    };
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), codec)) {
      queue.put("a");
      assertEquals("remaining=0", queue.get());
    }
  }
}
