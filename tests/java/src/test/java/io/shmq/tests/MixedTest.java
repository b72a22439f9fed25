/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A queue between JVMs of every Java and every binding. */
class MixedTest {
  private static final int COUNT = 1000;

  /** Shorter than the two sides need to run without waiting for each other. */
  private static final int MAX_SIZE = 4;

  @RegisterExtension
  final Queues queues = new Queues();

  /** What a process runs on. */
  record Side(int java, String binding) {
    @Override
    public String toString() {
      return "Java " + java + " with " + binding;
    }

    Jvm jvm() throws IOException {
      Optional<Path> home = JavaHomes.find(java);
      if (home.isEmpty()) {
        String reason =
            "The home of Java " + java + " is not known: mvn verify runs tests on it first";
        assertFalse(Boolean.getBoolean("shmq.test.homes.required"), reason);
        assumeTrue(false, reason);
      }
      return new Jvm(home.orElseThrow(), binding);
    }
  }

  private static final List<Side> SIDES = List.of(
      new Side(17, "jni"),
      new Side(17, "jna"),
      new Side(25, "ffm"),
      new Side(25, "jni"),
      new Side(25, "jna"));

  static Stream<Arguments> pairs() {
    return SIDES.stream()
        .flatMap(writer -> SIDES.stream().map(reader -> Arguments.of(writer, reader)));
  }

  @ParameterizedTest(name = "from {0} to {1}")
  @MethodSource("pairs")
  void everyMessageArrivesInOrderAndWhole(Side from, Side to) throws Exception {
    String name = queues.name();
    String count = Integer.toString(COUNT);
    Jvm writerJvm = from.jvm();
    Jvm readerJvm = to.jvm();
    try (SharedQueue<byte[]> queue = SharedQueue.create(name, MAX_SIZE, Codec.bytes());
        Program writer = Program.startJvm(writerJvm, PatternWriter.class, name, count);
        Program reader = Program.startJvm(readerJvm, PatternReader.class, name, count)) {
      assertEquals(List.of(from.toString()), writer.output());
      assertEquals(List.of(to.toString()), reader.output());
      assertTrue(queue.empty());
    }
  }
}
