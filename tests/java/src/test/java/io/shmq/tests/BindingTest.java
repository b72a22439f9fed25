/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shmq.internal.Bindings;
import org.junit.jupiter.api.Test;

class BindingTest {
  @Test
  void testsRunOverTheBindingThatWasAskedFor() {
    String asked = System.getProperty("shmq.binding");
    assertEquals("io.shmq." + asked, Bindings.get().getClass().getPackageName());
  }
}
