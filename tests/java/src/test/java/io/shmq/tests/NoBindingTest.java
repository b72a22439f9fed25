/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueException;
import io.shmq.SharedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a Java that no binding is for. */
@Tag("no-binding")
class NoBindingTest {
  @Test
  void createSaysWhichJavaTheBindingNeeds() {
    QueueException e =
        assertThrows(QueueException.class, () -> SharedQueue.create("never", Codec.utf8()));
    assertTrue(
        e.getMessage().contains("io.shmq.ffm.FfmProvider needs Java 22 or later"), e.getMessage());
  }
}
