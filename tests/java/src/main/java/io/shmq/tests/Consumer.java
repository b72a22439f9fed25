/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.List;

/** A process of a test that takes messages up to {@link #END} and prints them. Argument: NAME. */
public final class Consumer {
  /** The message that ends it. */
  public static final String END = "end";

  private Consumer() {}

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 1) {
      throw new IllegalArgumentException("The argument is NAME (given=" + args.length + ").");
    }
    List<String> messages = new ArrayList<>();
    try (SharedQueue<String> queue = SharedQueue.open(args[0], Codec.utf8())) {
      for (String message = queue.get(); !message.equals(END); message = queue.get()) {
        messages.add(message);
      }
    }
    System.out.print(String.join("\n", messages));
  }
}
