/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.planted;

import org.checkerframework.checker.index.qual.NonNegative;

/** Offsets that may lie outside. */
final class Index {
  static byte readsAtAnyOffset(byte[] array, int offset) {
    // error: lowerbound:array.access.unsafe.low, index:array.access.unsafe.high
    return array[offset];
  }

  static void writesBehindTheEnd(byte[] array) {
    // error: index:array.access.unsafe.high
    array[array.length] = 0;
  }

  static void writesOneTooMany(byte[] array) {
    for (int i = 0; i <= array.length; i++) {
      // error: index:array.access.unsafe.high
      array[i] = 0;
    }
  }

  static String takesFirstArgument(String[] arguments) {
    // error: index:array.access.unsafe.high.constant
    return arguments[0];
  }

  static byte[] allocatesAnyLength(int length) {
    // error: lowerbound:array.length.negative
    return new byte[length];
  }

  static char readsBehindTheLast(String text, @NonNegative int index) {
    // error: index:argument
    return text.charAt(index);
  }
}
