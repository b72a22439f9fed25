/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import io.shmq.SharedQueue;

/** Tasks that tests hand to other processes. */
final class Chores {
  /** Longer than any test goes on. */
  private static final long FOR_EVER_MILLIS = 600_000;

  private Chores() {}

  static int square(int n) {
    return n * n;
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  static void sleep() throws InterruptedException {
    Thread.sleep(FOR_EVER_MILLIS);
  }

  /** Says that it has begun, and goes on until it is interrupted, which it says too. */
  static void sleep(SharedQueue<String> signs) throws InterruptedException {
    signs.put("began");
    try {
      sleep();
    } catch (InterruptedException e) {
      signs.put("interrupted");
      throw e;
    }
  }

  /** Waits at a gate, and lets the next one in. */
  static <T> T passGate(SharedQueue<String> gate, T result) throws InterruptedException {
    gate.put(gate.get());
    return result;
  }
}
