/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir
  Path results;

  @Test
  void everyPathIsMeasuredOverEveryBinding() throws Exception {
    List<String> bindings = Probe.bindings();
    assertFalse(bindings.isEmpty());
    String printed = bench();
    for (String binding : bindings) {
      for (String path : PairBenchmark.PATHS) {
        String row = "(?m)^Java \\d+ +" + binding + " +" + path + " +[0-9.]+ +(-|-?[0-9.]+) +\\d+$";
        assertTrue(printed.matches("(?s).*" + row + ".*"), binding + ", " + path + ": " + printed);
      }
      String json = "java-" + Runtime.version().feature() + "-" + binding + "-1.json";
      assertTrue(Files.size(results.resolve(json)) > 0, json);
    }
  }

  private String bench() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = Bench.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        "--library=" + Objects.requireNonNull(System.getProperty(CPairs.LIBRARY)),
        "--results=" + results,
        "--rounds=1",
        "--iteration=1");
    String printed = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, status, printed);
    return printed;
  }
}
