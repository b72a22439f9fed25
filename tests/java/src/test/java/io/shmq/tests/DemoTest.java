/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.demo.Demo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demo prints what the tutorial does, and says in a sentence what goes wrong. */
class DemoTest {
  private static final List<String> PROGRAM_1 = List.of(
      "False",
      "True",
      "Message queue is full, number of existing messages: 3",
      "Message queue is full, number of existing messages: 3",
      "Message 1",
      "Message 2",
      "Message 3");

  private static final List<String> PROGRAM_2 = List.of(
      "put A to queue...",
      "put B to queue...",
      "put C to queue...",
      "get A from queue...",
      "get B from queue...",
      "get C from queue...",
      "All data has been written and read");

  private static final List<String> PROGRAM_3 = List.of(
      "Parent process (?<parent>\\d+) starts\\.\\.\\.",
      "Writer starts (?<writer>\\d+), parent process \\k<parent>\\.",
      "Reader starts (?<reader>\\d+), parent \\k<parent>\\.",
      "reader gets the message from Queue: a",
      "reader gets the message from Queue: b",
      "reader gets the message from Queue: c",
      "reader gets the message from Queue: d",
      "reader gets the message from Queue: e",
      "End of \\k<parent>");

  @RegisterExtension
  final Queues queues = new Queues();

  private static Program demo(String... args) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("--c-programs=" + Program.directory());
    Collections.addAll(all, args);
    return Program.startJvm(List.of(), Demo.class, all.toArray(new String[0]));
  }

  @Test
  void printsTheThreeProgramsInOrderAndNothingElse() throws Exception {
    try (Program demo = demo()) {
      List<String> lines = demo.output();
      int start3 = PROGRAM_1.size() + 3 * PROGRAM_2.size();
      List<String> expected = new ArrayList<>(PROGRAM_1);
      expected.addAll(PROGRAM_2);
      expected.addAll(PROGRAM_2);
      expected.addAll(PROGRAM_2);
      assertEquals(expected, lines.subList(0, Math.min(start3, lines.size())));
      String pool = String.join("\n", lines.subList(start3, lines.size()));
      Matcher matcher = Pattern.compile(String.join("\n", PROGRAM_3)).matcher(pool);
      assertTrue(matcher.matches(), pool);
      assertEquals(Long.toString(demo.pid()), matcher.group("parent"));
      assertLeavesNoQueue(demo);
    }
  }

  @Test
  void progressCountsPrimesAndShowsABarOnStandardError() throws Exception {
    try (Program demo = demo("progress", "--below=1000000")) {
      assertEquals(0, demo.status());
      assertEquals(List.of("78498 primes below 1000000"), demo.lines());
      String bar = String.join("\n", demo.errors());
      assertTrue(bar.contains("Primes   0%"), bar);
      assertTrue(bar.contains("Primes 100%"), bar);
      assertLeavesNoQueue(demo);
    }
  }

  @Test
  void badQueueNameIsOneSentence() throws Exception {
    try (Program demo = demo("bounded", "no/name")) {
      assertFailsWith("Cannot create queue \"no/name\": the name must match", demo);
    }
  }

  @Test
  void queueNameThatIsTakenIsOneSentenceAndTheQueueStays() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
        Program demo = demo("bounded", name)) {
      assertFailsWith("Cannot create queue \"" + name + "\": it exists already", demo);
      SharedQueue.open(name, Codec.utf8()).close();
      assertTrue(queue.empty());
    }
  }

  @Test
  void missingCProgramIsOneSentence() throws Exception {
    try (Program demo =
        Program.startJvm(List.of(), Demo.class, "--c-programs=/nonexistent", "processes")) {
      assertFailsWith("A child process cannot be started", demo);
      assertLeavesNoQueue(demo);
    }
  }

  /** Checks that no queue is left whose name the demo has made, which has its process ID in it. */
  private static void assertLeavesNoQueue(Program demo) throws IOException {
    assertEquals(List.of(), Queues.filesWith("-" + demo.pid() + "-"));
  }

  static void assertFailsWith(String sentence, Program program) throws Exception {
    List<String> errors = program.errors();
    assertEquals(1, program.status(), errors.toString());
    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.get(0).contains(sentence), errors.get(0));
  }
}
