/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A queue behind types of the JDK, so that one that another class loader has loaded can be used.
 * "open NAME", "put TEXT" and "get" are what it takes.
 */
public final class Mailbox implements UnaryOperator<String>, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SharedQueue<String> queue;

  @Override
  public String apply(String command) {
    String[] words = command.split(" ", 2);
    try {
      switch (words[0]) {
        case "open":
          queue = SharedQueue.open(words[1], Codec.utf8());
          return "";
        case "put":
          queue.put(words[1], PATIENCE);
          return "";
        default:
          return queue.get(PATIENCE);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    queue.close();
  }
}
