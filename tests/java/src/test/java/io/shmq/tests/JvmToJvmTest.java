/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A queue between JVMs. */
class JvmToJvmTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @ParameterizedTest(name = "producers={0}, consumers={1}, maxSize={2}")
  @CsvSource({"1, 1, 0", "1, 1, 1", "3, 1, 10", "1, 3, 10", "2, 2, 100"})
  void everyMessageArrivesOnceAndInOrder(int producers, int consumers, int maxSize)
      throws Exception {
    int count = 20_000;
    String name = queues.name();
    List<Program> programs = new ArrayList<>();
    try (SharedQueue<String> queue = SharedQueue.create(name, maxSize, Codec.utf8())) {
      List<Program> takers = new ArrayList<>();
      for (int i = 0; i < consumers; i++) {
        takers.add(Program.startJvm(List.of(), Consumer.class, name));
      }
      programs.addAll(takers);
      List<Program> putters = new ArrayList<>();
      for (int i = 0; i < producers; i++) {
        putters.add(Program.startJvm(List.of(), Producer.class, name, "p" + i, "" + count));
      }
      programs.addAll(putters);
      for (Program putter : putters) {
        assertEquals(List.of(), putter.output());
      }
      for (int i = 0; i < consumers; i++) {
        queue.put(Consumer.END);
      }
      Set<String> seen = new HashSet<>();
      for (Program taker : takers) {
        List<String> messages = taker.output();
        assertInOrder(messages);
        for (String message : messages) {
          assertTrue(seen.add(message), "twice: " + message);
        }
      }
      assertEquals(producers * count, seen.size());
      assertTrue(queue.empty());
    } finally {
      for (Program program : programs) {
        program.close();
      }
    }
  }

  /** One consumer sees the messages of each producer in the order they were put. */
  private static void assertInOrder(List<String> messages) {
    Map<String, Integer> last = new HashMap<>();
    for (String message : messages) {
      String[] parts = message.split(" ");
      int sequence = Integer.parseInt(parts[1]);
      Integer before = last.put(parts[0], sequence);
      assertTrue(before == null || before < sequence, message + " came after " + before);
    }
  }

  @Test
  void messagesOutliveTheProcessThatPutThem() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
        Program producer = Program.startJvm(List.of(), Producer.class, name, "p", "3")) {
      assertEquals(List.of(), producer.output());
      assertEquals(3, queue.qsize());
      assertEquals("p 0", queue.get());
    }
  }
}
