/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.BatchException;
import io.shmq.Codec;
import io.shmq.CodecException;
import io.shmq.MessageWriter;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a codec does, no other message is concerned, and the queue goes on. */
class CodecFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  static Stream<Throwable> failures() {
    return Stream.of(
        new CodecException("codec"),
        new IllegalStateException("unchecked"),
        new IOException("checked"),
        new StackOverflowError("deep"),
        new OutOfMemoryError("large"),
        new NoClassDefFoundError("missing"));
  }

  private static void assertFigures(int qsize, long puts, long gets, SharedQueue<?> queue) {
    assertEquals(
        "qsize=" + qsize + ", puts=" + puts + ", gets=" + gets,
        "qsize="
            + queue.qsize()
            + ", puts="
            + queue.stats().puts()
            + ", gets="
            + queue.stats().gets());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failedEncodingPutsNothing(Throwable failure) throws Exception {
    try (SharedQueue<String> queue =
        SharedQueue.create(queues.name(), 10, new ThrowingCodec(failure))) {
      queue.put("first");
      assertSame(failure, assertThrows(Throwable.class, () -> queue.put(ThrowingCodec.IN)));
      assertSame(
          failure, assertThrows(Throwable.class, () -> queue.put(ThrowingCodec.IN, PATIENCE)));
      assertSame(failure, assertThrows(Throwable.class, () -> queue.putNowait(ThrowingCodec.IN)));
      assertSame(
          failure,
          assertThrows(
              Throwable.class,
              () -> queue.putMany(List.of("1", "2", ThrowingCodec.IN, "4", "5"), PATIENCE)));
      assertFigures(1, 1, 0, queue);
      queue.put("second");
      assertEquals("first", queue.get());
      assertEquals("second", queue.get());
      assertFigures(0, 2, 2, queue);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failedDecodingLosesThatMessageAlone(Throwable failure) throws Exception {
    try (SharedQueue<String> queue =
        SharedQueue.create(queues.name(), new ThrowingCodec(failure))) {
      queue.putMany(
          List.of(ThrowingCodec.OUT, ThrowingCodec.OUT, ThrowingCodec.OUT, "good"), PATIENCE);
      assertSame(failure, assertThrows(Throwable.class, queue::get));
      assertSame(failure, assertThrows(Throwable.class, () -> queue.get(PATIENCE)));
      assertSame(failure, assertThrows(Throwable.class, queue::getNowait));
      assertFigures(1, 4, 3, queue);
      assertEquals("good", queue.get());
      queue.put("next");
      assertEquals("next", queue.get());
      assertFigures(0, 5, 5, queue);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failedDecodingInABatchLosesThatMessageAlone(Throwable failure) throws Exception {
    try (SharedQueue<String> queue =
        SharedQueue.create(queues.name(), new ThrowingCodec(failure))) {
      queue.putMany(List.of("1", "2", ThrowingCodec.OUT, "4", "5"), PATIENCE);
      BatchException e = assertThrows(BatchException.class, () -> queue.getMany(10, PATIENCE));
      assertEquals(List.of("1", "2", "4", "5"), e.elements());
      assertSame(failure, e.getCause());
      assertFigures(0, 5, 5, queue);
      queue.put("next");
      assertEquals(List.of("next"), queue.getMany(10, PATIENCE));
    }
  }

  @Test
  void sameExceptionTwiceInABatchIsReportedOnce() throws Exception {
    CodecException failure = new CodecException("always the same");
    try (SharedQueue<String> queue =
        SharedQueue.create(queues.name(), new ThrowingCodec(failure))) {
      queue.putMany(List.of(ThrowingCodec.OUT, "good", ThrowingCodec.OUT), PATIENCE);
      BatchException e = assertThrows(BatchException.class, () -> queue.getMany(10, PATIENCE));
      assertEquals(List.of("good"), e.elements());
      assertTrue(e.getMessage().contains("messages=3, lost=2"), e.getMessage());
    }
  }

  @Test
  void nullIsNoElement() throws Exception {
    try (SharedQueue<String> queue =
        SharedQueue.create(queues.name(), ThrowingCodec.returningNull())) {
      queue.putMany(List.of(ThrowingCodec.OUT, "1", "2", ThrowingCodec.OUT, "3", "4"), PATIENCE);
      CodecException alone = assertThrows(CodecException.class, queue::get);
      assertTrue(alone.getMessage().contains("null"), alone.getMessage());
      BatchException e = assertThrows(BatchException.class, () -> queue.getMany(10, PATIENCE));
      assertEquals(List.of("1", "2", "3", "4"), e.elements());
      assertFigures(0, 6, 6, queue);
    }
  }

  /** Serializable, but in fact too deep to be. */
  private static final class Chain implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Chain next;

    Chain(Chain next) {
      this.next = next;
    }
  }

  @Test
  void serializationThatFailsConcernsNoOtherMessage() throws Exception {
    String name = queues.name();
    ObjectInputFilter all = ObjectInputFilter.Config.createFilter("*");
    ObjectInputFilter numbers = ObjectInputFilter.Config.createFilter("java.lang.*;!*");
    try (SharedQueue<Object> producer =
            SharedQueue.create(name, Codec.ofSerializable(Object.class, all));
        SharedQueue<byte[]> bytes = SharedQueue.open(name, Codec.bytes());
        SharedQueue<Integer> consumer =
            SharedQueue.open(name, Codec.ofSerializable(Integer.class, numbers))) {
      Chain chain = null;
      for (int i = 0; i < 200_000; i++) {
        chain = new Chain(chain);
      }
      Chain tooDeep = chain;
      assertThrows(StackOverflowError.class, () -> producer.put(tooDeep));
      assertThrows(CodecException.class, () -> producer.put(new Object()));
      assertFigures(0, 0, 0, producer);
      producer.put(1);
      producer.put(new ArrayList<>());
      producer.put("of another type");
      bytes.put(new byte[] {1, 2, 3});
      producer.put(5);
      BatchException e = assertThrows(BatchException.class, () -> consumer.getMany(9, PATIENCE));
      assertEquals(List.of(1, 5), e.elements());
      assertEquals(2, e.getCause().getSuppressed().length);
      assertFigures(0, 5, 5, consumer);
    }
  }

  /** Sends what it encodes through the next queue, in the middle of its own work, and likewise back. */
  private record Relay(SharedQueue<String> next) implements Codec<String> {
    @Override
    public void encode(String element, MessageWriter out) {
      int half = element.length() / 2;
      out.reserve(half).put(ascii(element.substring(0, half)));
      next.putNowait(element);
      assertEquals(element, next.getNowait());
      out.reserve(element.length() - half).put(ascii(element.substring(half)));
    }

    @Override
    public String decode(ByteBuffer message) {
      byte first = message.get();
      String other = "x".repeat(message.remaining());
      next.putNowait(other);
      assertEquals(other, next.getNowait());
      return (char) first + Codec.utf8().decode(message);
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  @Test
  void codecsMayNestAndFailInside() throws Exception {
    IOException failure = new IOException("inside");
    try (SharedQueue<String> last = SharedQueue.create(queues.name(), new ThrowingCodec(failure));
        SharedQueue<String> middle = SharedQueue.create(queues.name(), new Relay(last));
        SharedQueue<String> first = SharedQueue.create(queues.name(), new Relay(middle))) {
      for (String element : List.of("short", "long".repeat(20_000))) {
        assertSame(
            failure,
            assertThrows(
                Throwable.class,
                () -> first.putMany(List.of(element, ThrowingCodec.IN), PATIENCE)));
        assertEquals(3, first.putMany(List.of(element, "between", element), PATIENCE));
        List<String> taken = new ArrayList<>();
        while (taken.size() < 3) {
          taken.addAll(first.getMany(3, PATIENCE));
        }
        assertEquals(List.of(element, "between", element), taken);
        first.put(element);
        assertEquals(element, first.get());
      }
      assertFigures(0, 8, 8, first);
      assertEquals(0, middle.qsize() + last.qsize());
    }
  }
}
