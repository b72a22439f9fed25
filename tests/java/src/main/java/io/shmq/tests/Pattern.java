/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.internal.Binding;
import io.shmq.internal.Bindings;
import java.util.Arrays;
import org.checkerframework.checker.index.qual.NonNegative;

/** Messages of many lengths, each of which only its sequence number decides. */
final class Pattern {
  private static final int USUAL = 300;

  private Pattern() {}

  static byte[] message(@NonNegative int sequence) {
    // Now and then one that goes another way than through an array.
    int length = (sequence % 97 == 0 ? Binding.ARRAY_MAX : 0) + sequence % USUAL;
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) (31 * sequence + 7 * i);
    }
    return message;
  }

  static void require(@NonNegative int sequence, byte[] message) {
    if (!Arrays.equals(message(sequence), message)) {
      throw new AssertionError(
          "Not the message: sequence=" + sequence + ", length=" + message.length);
    }
  }

  /** Returns what this process runs on, as the test that has started it calls it. */
  static String side() {
    String binding = Bindings.get().getClass().getPackageName();
    return "Java "
        + Runtime.version().feature()
        + " with "
        + binding.substring(binding.lastIndexOf('.') + 1);
  }
}
