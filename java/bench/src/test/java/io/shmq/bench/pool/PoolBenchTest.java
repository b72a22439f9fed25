/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PoolBenchTest {
  @Test
  void everythingIsMeasuredAndCompared() {
    String printed = bench("--rounds=1", "--trips=10", "--pauses=2", "--python=/nowhere/python3");
    assertPrinted(printed, "Java " + Runtime.version().feature() + ", [0-9]+ processors");
    assertPrinted(printed, "round 1 of 1: queues [0-9.]+ us, pool [0-9.]+ us");
    assertPrinted(printed, "medians: queues [0-9.]+ us, pool [0-9.]+ us");
    assertPrinted(printed, "pool / queues: [0-9.]+ \\(.+\\)");
    assertPrinted(
        printed,
        "medians: JVM alone [0-9.]+ ms, JavaProcess [0-9.]+ ms, pool [0-9.]+ ms, pool with archive [0-9.]+ ms");
    assertPrinted(printed, "JVM alone / JavaProcess: [0-9.]+ \\(.+\\)");
    assertPrinted(printed, "A map: SKIPPED, .+command=/nowhere/python3.+");
  }

  @Test
  void mapsAreComparedWithPython() throws InterruptedException {
    assumeTrue(PythonPool.isThere("python3"), "SKIPPED: there is no python3 on the PATH.");
    String printed =
        bench("--rounds=1", "--trips=10", "--pauses=2", "--warm-ups=2", "--numbers=10");
    assertPrinted(printed, "A map over 10 numbers, 2 workers, chunks of each one's choice");
    assertPrinted(printed, "The same in chunks of 1");
    assertPrinted(printed, "medians: pool [0-9.]+ ms, Python [0-9.]+ ms");
    assertPrinted(printed, "Python / pool: [0-9.]+ \\(.+\\)");
  }

  private static void assertPrinted(String printed, String line) {
    assertTrue(printed.matches("(?s).*(?m:^" + line + "$).*"), line + ": " + printed);
  }

  private static String bench(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = PoolBench.execute(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
    String printed = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, status, printed);
    return printed;
  }
}
