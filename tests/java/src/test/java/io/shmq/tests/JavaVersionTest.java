/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavaVersionTest {
  @Test
  void testsRunOnTheJavaThatWasAskedFor() {
    assertEquals(Integer.getInteger("shmq.test.java"), Runtime.version().feature());
  }
}
