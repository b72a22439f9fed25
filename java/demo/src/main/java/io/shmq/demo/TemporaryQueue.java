/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.Codec;
import io.shmq.QueueNotFoundException;
import io.shmq.SharedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** A queue that exists as long as an action runs. */
final class TemporaryQueue {
  /** As the largest number of messages: no limit. */
  static final int UNBOUNDED = 0;

  /** What to do with the queue. */
  interface Action {
    void run(SharedQueue<String> queue) throws InterruptedException;
  }

  private TemporaryQueue() {}

  /** Returns a name that no other queue has. */
  static String freshName() {
    long random = ThreadLocalRandom.current().nextLong();
    return "shmq-demo-" + ProcessHandle.current().pid() + "-" + Long.toHexString(random);
  }

  /** Creates the queue, runs the action, and removes the queue whatever happens. */
  static void with(String name, int maxSize, Action action) throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(name, maxSize, Codec.utf8())) {
      // A signal ends the JVM without the finally block.
      Thread onExit = new Thread(() -> unlink(name));
      Runtime.getRuntime().addShutdownHook(onExit);
      try {
        action.run(queue);
      } finally {
        unlink(name);
        removeShutdownHook(onExit);
      }
    }
  }

  private static void removeShutdownHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook has run or will.
    }
  }

  private static void unlink(String name) {
    try {
      SharedQueue.unlink(name);
    } catch (QueueNotFoundException e) {
      // The hook and the finally block may both run.
    }
  }
}
