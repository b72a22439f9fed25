/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every signature of the binding against the C functions, where the JVM checks the use of JNI. */
class EveryCallTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void everyCallDoesWhatItsFunctionDoesAndTheJvmFindsNoFault() throws Exception {
    try (Program program = Program.startJvm(List.of(), EveryCall.class, queues.name())) {
      assertEquals(List.of(), program.output());
    }
  }
}
