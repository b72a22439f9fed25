/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.JavaProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Program 2: one child process writes to the queue, then another one reads from it. */
final class TwoProcesses {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** What a child process does with the queue; it has ended when {@code run} returns. */
  interface Child {
    void run(SharedQueue<String> queue) throws InterruptedException;
  }

  private TwoProcesses() {}

  /** Runs the parent's part. */
  static void run(Child writer, Child reader, PrintStream out) throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8())) {
      writer.run(queue);
      reader.run(queue);
      out.println("All data has been written and read");
    }
  }

  /** Runs the writer in a JVM of its own. */
  static void runWriter(SharedQueue<String> queue) throws InterruptedException {
    try (JavaProcess writer = JavaProcess.start(TwoProcesses::write, queue)) {
      join(writer);
    }
  }

  /** Runs the reader in a JVM of its own. */
  static void runReader(SharedQueue<String> queue) throws InterruptedException {
    try (JavaProcess reader = JavaProcess.start(TwoProcesses::read, queue)) {
      join(reader);
    }
  }

  private static void join(JavaProcess child) throws InterruptedException {
    if (!child.join(TIMEOUT)) {
      throw new ChildException("A child process did not end in time (timeout=" + TIMEOUT + ", pid="
          + child.pid() + ").");
    }
    int exitCode = child.exitCode().orElseThrow();
    if (exitCode != 0) {
      throw new ChildException(
          "A child process failed (exitCode=" + exitCode + ", pid=" + child.pid() + ").", exitCode);
    }
  }

  private static void write(SharedQueue<String> queue) throws InterruptedException {
    for (String value : List.of("A", "B", "C")) {
      System.out.println("put " + value + " to queue...");
      queue.put(value);
      Thread.sleep(ThreadLocalRandom.current().nextLong(1000));
    }
  }

  private static void read(SharedQueue<String> queue) {
    while (!queue.empty()) {
      System.out.println("get " + queue.getNowait() + " from queue...");
    }
  }
}
