/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import java.util.Arrays;

/** The message that all measure with. */
final class Samples {
  /** Its length in bytes. */
  static final int SIZE = 64;

  private Samples() {}

  static byte[] bytes() {
    byte[] message = new byte[SIZE];
    Arrays.fill(message, (byte) 1);
    return message;
  }

  static String text() {
    return "x".repeat(SIZE);
  }

  static Numbers numbers() {
    Numbers message = new Numbers();
    Arrays.fill(message.values, 1);
    return message;
  }
}
