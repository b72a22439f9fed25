/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.BatchException;
import io.shmq.Codec;
import io.shmq.CodecException;
import io.shmq.SharedQueue;
import io.shmq.jackson.JacksonCodec;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Elements as JSON and CBOR. */
@Tag("deployment")
class JacksonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  private <E> E sent(Codec<E> codec, E element) throws InterruptedException {
    try (SharedQueue<E> queue = SharedQueue.create(queues.name(), codec)) {
      queue.put(element);
      return queue.get();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "CBOR"})
  void recordComesBackEqual(String format) throws Exception {
    assertEquals(Order.sample(), sent(JacksonEcho.codec(format), Order.sample()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "CBOR"})
  void recordTravelsToAnotherProcessAndBack(String format) throws Exception {
    String requests = queues.name();
    String answers = queues.name();
    JacksonCodec<Order> codec = JacksonEcho.codec(format);
    try (SharedQueue<Order> requestQueue = SharedQueue.create(requests, codec);
        SharedQueue<Order> answerQueue = SharedQueue.create(answers, codec);
        Program echo = Program.startJvm(List.of(), JacksonEcho.class, format, requests, answers)) {
      requestQueue.put(Order.sample());
      assertEquals(Order.sample().withItem("echo", 1), answerQueue.get(PATIENCE));
      assertEquals(List.of(), echo.output());
    }
  }

  private static ObjectMapper mapper(String format) {
    return format.equals("JSON") ? JsonMapper.shared() : CBORMapper.shared();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "CBOR"})
  void typeParametersAreKept(String format) throws Exception {
    Codec<Map<String, List<Order>>> codec =
        JacksonCodec.of(mapper(format), new TypeReference<Map<String, List<Order>>>() {});
    Map<String, List<Order>> element = Map.of("a", List.of(Order.sample()), "b", List.of());
    assertEquals(element, sent(codec, element));
  }

  @Test
  void settingsOfOnesOwnAreKept() throws Exception {
    ObjectMapper mapper =
        JsonMapper.builder().enable(SerializationFeature.WRAP_ROOT_VALUE).build();
    Codec<List<Integer>> codec = JacksonCodec.of(
        JsonMapper.shared().readerForListOf(Integer.class), JsonMapper.shared().writer());
    assertEquals(List.of(1, 2), sent(codec, List.of(1, 2)));
    String name = queues.name();
    try (SharedQueue<Integer> numbers =
            SharedQueue.create(name, JacksonCodec.of(mapper, new TypeReference<Integer>() {}));
        SharedQueue<String> texts = SharedQueue.open(name, Codec.utf8())) {
      numbers.put(7);
      assertEquals("{\"Integer\":7}", texts.get());
    }
  }

  @Test
  void readerWithoutATypeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> JacksonCodec.of(JsonMapper.shared().reader(), JsonMapper.shared().writer()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null              | value=null",
        "''                | length=0 bytes",
        "{\"name\":\"a\"   | error=",
        "{\"name\":\"a\"}x | error=",
        "{\"name\":\"a\"} 1| error=Trailing token",
        "{\"name\":[]}     | path=",
        "[1]               | error=",
        "no JSON           | offset="
      })
  void messageThatIsNotOneValueOfTheTypeIsLostAlone(String text, String expected) throws Exception {
    String name = queues.name();
    try (SharedQueue<String> texts = SharedQueue.create(name, Codec.utf8());
        SharedQueue<Order.Item> items =
            SharedQueue.open(name, JacksonCodec.json(Order.Item.class))) {
      texts.put(text);
      texts.put("{\"name\":\"good\",\"count\":1,\"isGift\":false,\"weight\":1} ");
      CodecException e = assertThrows(CodecException.class, items::get);
      assertTrue(e.getMessage().contains("JSON (type=io.shmq.tests.Order$Item"), e.getMessage());
      assertTrue(e.getMessage().contains(expected), e.getMessage());
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
      assertEquals("good", items.get().name());
    }
  }

  @Test
  void cborIsOneValueToo() throws Exception {
    String name = queues.name();
    byte nothing = (byte) 0xF6;
    try (SharedQueue<byte[]> bytes = SharedQueue.create(name, Codec.bytes());
        SharedQueue<Integer> numbers = SharedQueue.open(name, JacksonCodec.cbor(Integer.class))) {
      for (byte[] bad : new byte[][] {{nothing}, {1, 2}, {}, {0x19}, {0x61, 'a'}}) {
        bytes.put(bad);
        bytes.put(new byte[] {5});
        assertThrows(CodecException.class, numbers::get);
        assertEquals(5, numbers.get());
      }
    }
  }

  @Test
  void undecodableMessageInABatchIsLostAlone() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> texts = SharedQueue.create(name, Codec.utf8());
        SharedQueue<Integer> numbers = SharedQueue.open(name, JacksonCodec.json(Integer.class))) {
      texts.putMany(List.of("1", "2", "null", "4", "5"), PATIENCE);
      BatchException e = assertThrows(BatchException.class, () -> numbers.getMany(10, PATIENCE));
      assertEquals(List.of(1, 2, 4, 5), e.elements());
      assertEquals(5, numbers.stats().gets());
    }
  }

  /** Cannot be written: Jackson is not told what is in it. */
  private record Broken(int number) {
    @Override
    public int number() {
      throw new IllegalStateException("broken (number=" + number + ")");
    }
  }

  @Test
  void elementThatCannotBeWrittenIsNotPut() throws Exception {
    try (SharedQueue<Object> queue =
        SharedQueue.create(queues.name(), JacksonCodec.json(Object.class))) {
      CodecException e = assertThrows(CodecException.class, () -> queue.put(new Broken(1)));
      assertTrue(e.getMessage().contains("$Broken"), e.getMessage());
      assertTrue(e.getMessage().contains("broken (number=1)"), e.getMessage());
      assertEquals(0, queue.stats().puts());
      queue.put(1);
      assertEquals(1, queue.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "CBOR"})
  void whatIsTooDeepIsRefusedOnTheWayIn(String format) throws Exception {
    Object deep = 1;
    for (int i = 0; i < 1000; i++) {
      deep = List.of(deep);
    }
    Object element = deep;
    Codec<Object> codec =
        format.equals("JSON") ? JacksonCodec.json(Object.class) : JacksonCodec.cbor(Object.class);
    try (SharedQueue<Object> queue = SharedQueue.create(queues.name(), codec)) {
      CodecException e = assertThrows(CodecException.class, () -> queue.put(element));
      assertTrue(e.getMessage().contains("500"), e.getMessage());
      assertEquals(0, queue.stats().puts());
    }
  }

  @Test
  void whatJacksonReadsWithLimitsComesThroughAllTheSame() throws Exception {
    BigInteger number = BigInteger.ONE.shiftLeft(10_000);
    assertEquals(number, sent(JacksonCodec.json(BigInteger.class), number));
    Map<String, Integer> names = Collections.singletonMap("n".repeat(100_000), 1);
    assertEquals(names, sent(JacksonCodec.json(Map.class), names));
    assertEquals(names, sent(JacksonCodec.cbor(Map.class), names));
  }

  @Test
  void messageNamesNoClasses() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> texts = SharedQueue.create(name, Codec.utf8());
        SharedQueue<Object> objects = SharedQueue.open(name, JacksonCodec.json(Object.class))) {
      texts.put("[\"java.util.concurrent.atomic.AtomicInteger\", 1]");
      assertEquals(List.of("java.util.concurrent.atomic.AtomicInteger", 1), objects.get());
      texts.put("{\"@class\":\"java.util.Date\"}");
      assertEquals(Map.of("@class", "java.util.Date"), objects.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 16 * 1024, 1_000_000})
  void bytesComeBackWhateverTheirNumber(int length) throws Exception {
    byte[] element = new byte[length];
    for (int i = 0; i < length; i++) {
      element[i] = (byte) (31 * i);
    }
    assertArrayEquals(element, sent(JacksonCodec.json(byte[].class), element));
    assertArrayEquals(element, sent(JacksonCodec.cbor(byte[].class), element));
  }

  @Test
  void batchComesThroughInOrder() throws Exception {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      orders.add(Order.sample().withItem("x".repeat(i * 10), i));
    }
    try (SharedQueue<Order> queue = SharedQueue.create(queues.name(), JacksonEcho.codec("CBOR"))) {
      assertEquals(100, queue.putMany(orders, PATIENCE));
      assertEquals(orders, queue.getMany(100, PATIENCE));
    }
  }

  @Test
  void formatIsTheStandardOne() throws Exception {
    String name = queues.name();
    try (SharedQueue<byte[]> bytes = SharedQueue.create(name, Codec.bytes());
        SharedQueue<Integer> json = SharedQueue.open(name, JacksonCodec.json(Integer.class));
        SharedQueue<Integer> cbor = SharedQueue.open(name, JacksonCodec.cbor(Integer.class))) {
      json.put(1000);
      assertArrayEquals("1000".getBytes(StandardCharsets.US_ASCII), bytes.get());
      cbor.put(1000);
      assertArrayEquals(new byte[] {0x19, 0x03, (byte) 0xE8}, bytes.get());
    }
  }
}
