/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue between a JVM and a C program. */
class JvmToCTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void jvmTakesWhatCPuts() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
        Program writer = Program.startC("shmq-example-writer", name)) {
      for (String value : List.of("A", "B", "C")) {
        assertEquals(value, queue.get(PATIENCE));
      }
      assertEquals(
          List.of("put A to queue...", "put B to queue...", "put C to queue..."), writer.output());
      assertTrue(queue.empty());
    }
  }

  @Test
  void cTakesWhatTheJvmPuts() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
      queue.put("first");
      queue.put("\u00fcnicode");
      try (Program reader = Program.startC("shmq-example-reader", name)) {
        assertEquals(
            List.of("get first from queue...", "get \u00fcnicode from queue..."), reader.output());
      }
      assertTrue(queue.empty());
    }
  }

  @Test
  void unknownQueueNameIsOneSentenceInCToo() throws Exception {
    for (String program : List.of("shmq-example-writer", "shmq-example-reader")) {
      try (Program c = Program.startC(program, queues.name())) {
        DemoTest.assertFailsWith("There is no queue of this name", c);
      }
    }
  }

  @Test
  void cPutWaitsForTheJvmToMakeRoom() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, 1, Codec.utf8())) {
      queue.put("in the way");
      try (Program writer = Program.startC("shmq-example-writer", name)) {
        assertEquals("in the way", queue.get());
        assertEquals("A", queue.get(PATIENCE));
        assertEquals("B", queue.get(PATIENCE));
        assertEquals("C", queue.get(PATIENCE));
        writer.output();
      }
    }
  }
}
