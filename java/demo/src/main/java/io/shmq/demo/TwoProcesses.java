/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.SharedQueue;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Program 2: one child process writes to the queue, then another one reads from it. */
final class TwoProcesses {
  private TwoProcesses() {}

  /**
   * Runs the parent's part.
   *
   * @param writer command of the writer, which takes the queue's name as its last argument
   * @param reader command of the reader, likewise
   */
  static void run(List<String> writer, List<String> reader, PrintStream out)
      throws InterruptedException {
    TemporaryQueue.with(TemporaryQueue.freshName(), TemporaryQueue.UNBOUNDED, queue -> {
      Child.run(writer, queue.name());
      Child.run(reader, queue.name());
      out.println("All data has been written and read");
    });
  }

  static void write(SharedQueue<String> queue, PrintStream out) throws InterruptedException {
    for (String value : List.of("A", "B", "C")) {
      out.println("put " + value + " to queue...");
      queue.put(value);
      Thread.sleep(ThreadLocalRandom.current().nextLong(1000));
    }
  }

  static void read(SharedQueue<String> queue, PrintStream out) {
    while (!queue.empty()) {
      out.println("get " + queue.getNowait() + " from queue...");
    }
  }
}
