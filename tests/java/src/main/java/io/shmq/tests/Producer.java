/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.SharedQueue;

/** A process of a test that puts "ID N" for every N from 0 to COUNT - 1. Arguments: NAME ID COUNT. */
public final class Producer {
  private Producer() {}

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "The arguments are NAME ID COUNT (given=" + args.length + ").");
    }
    int count = Integer.parseInt(args[2]);
    try (SharedQueue<String> queue = SharedQueue.open(args[0], Codec.utf8())) {
      for (int i = 0; i < count; i++) {
        queue.put(args[1] + " " + i);
      }
    }
  }
}
