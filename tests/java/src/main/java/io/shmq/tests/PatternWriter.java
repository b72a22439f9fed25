/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.SharedQueue;

/** A process that puts messages of {@link Pattern} and prints what it runs on. Arguments: NAME COUNT. */
public final class PatternWriter {
  private PatternWriter() {}

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 2) {
      throw new IllegalArgumentException(
          "The arguments are NAME COUNT (given=" + args.length + ").");
    }
    int count = Integer.parseInt(args[1]);
    try (SharedQueue<byte[]> queue = SharedQueue.open(args[0], Codec.bytes())) {
      for (int i = 0; i < count; i++) {
        queue.put(Pattern.message(i));
      }
    }
    System.out.println(Pattern.side());
  }
}
