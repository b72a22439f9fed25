/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PeersBenchTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int execute(String... arguments) {
    return PeersBench.execute(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
  }

  @Test
  void whatIsSelectedIsListed() {
    assertEquals(0, execute("--list", "--systems=shmq;JeroMQ", "--works=idle"));
    assertEquals(2, printed.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void aSystemThatThereIsNotIsAWrongArgument() {
    assertEquals(2, execute("--list", "--systems=shmq;nobody"));
    assertTrue(printed.toString(StandardCharsets.UTF_8).isEmpty());
  }

  @Test
  void aWorkThatThereIsNotIsAWrongArgument() {
    assertEquals(2, execute("--list", "--works=sweeping"));
  }
}
