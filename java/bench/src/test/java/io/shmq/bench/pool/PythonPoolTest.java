/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonPoolTest {
  @Test
  void secondsAreReadAsNanoseconds() throws IOException {
    assertEquals(15_000_000, PythonPool.nanos("0.015"), 1e-3);
    assertEquals(21_000, PythonPool.nanos("2.1e-05"), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Traceback (most recent call last):", "0", "-1.5", "nan"})
  void whatIsNoTimeIsAnError(String line) {
    Exception e = assertThrows(IOException.class, () -> PythonPool.nanos(line));
    assertTrue(e.getMessage().contains("line=" + line), e.getMessage());
  }

  @Test
  void missingCommandIsNotThere() throws InterruptedException {
    assertEquals(false, PythonPool.isThere("/nowhere/python3"));
  }
}
