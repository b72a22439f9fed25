/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.planted;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.checkerframework.checker.signedness.qual.Unsigned;

/** What the other projects do wrong, done right. */
final class Clean {
  static int propertyLength(String property) {
    String value = System.getProperty(property);
    return value == null ? 0 : value.length();
  }

  static int closesQueue(String name) throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.open(name, Codec.utf8())) {
      queue.put("message");
      return queue.qsize();
    }
  }

  static long closesArena() {
    try (Arena arena = Arena.ofConfined()) {
      return arena.allocate(ValueLayout.JAVA_LONG).get(ValueLayout.JAVA_LONG, 0);
    }
  }

  static long arenaThatNobodyCloses() {
    return Arena.ofAuto().allocate(8).byteSize();
  }

  static int comparesAsUnsigned(@Unsigned long length, @Unsigned long capacity) {
    return Long.compareUnsigned(length, capacity);
  }

  static int sum(byte[] array, int offset) {
    int sum = 0;
    for (int i = Math.max(offset, 0); i < array.length; i++) {
      sum += array[i];
    }
    return sum;
  }
}
