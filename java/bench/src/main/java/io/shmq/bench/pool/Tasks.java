/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import io.shmq.QueueShutDownException;
import io.shmq.SharedQueue;

/** What the child processes do. */
final class Tasks {
  private Tasks() {}

  /** A program that does nothing: what its process takes is the JVM's own. */
  public static void main(String[] arguments) {
    // Nothing.
  }

  static void nothing() {
    // Nothing.
  }

  static Integer same(Integer number) {
    return number;
  }

  static Integer square(Integer number) {
    return number * number;
  }

  /** Sends back what it gets, until the one queue is shut down. */
  static void echo(SharedQueue<byte[]> requests, SharedQueue<byte[]> replies)
      throws InterruptedException {
    try {
      while (true) {
        replies.put(requests.get());
      }
    } catch (QueueShutDownException e) {
      // The other side has what it wants.
    }
  }
}
