/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code -Xcheck:jni} had to say in the JVM that ran the contract over JNI, which has ended. */
class JniWarningsTest {
  @Test
  void contractOverJniGaveNoWarning() throws IOException {
    String log = System.getProperty("shmq.test.jni.log");
    assumeTrue(log != null, "the JVM over JNI has not ended yet: see test-mixed");
    try (Stream<String> lines = Files.lines(Path.of(log))) {
      List<String> warnings = lines
          .filter(line -> line.contains("WARNING") || line.contains("FATAL"))
          .collect(Collectors.toList());
      assertEquals(List.of(), warnings);
    }
  }
}
