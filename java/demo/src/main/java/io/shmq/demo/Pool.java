/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.SharedQueue;
import java.io.PrintStream;
import java.util.List;

/** Program 3: the workers of a pool, each a process, share a queue by its name. */
final class Pool {
  private Pool() {}

  static void run(PrintStream out) throws InterruptedException {
    long pid = ProcessHandle.current().pid();
    out.println("Parent process " + pid + " starts...");
    TemporaryQueue.with(TemporaryQueue.freshName(), TemporaryQueue.UNBOUNDED, queue -> {
      Child.run(Child.jvm("pool-write"), queue.name());
      Child.run(Child.jvm("pool-read"), queue.name());
    });
    out.println("End of " + pid);
  }

  static void write(SharedQueue<String> queue, PrintStream out) throws InterruptedException {
    out.println("Writer starts " + pid() + ", parent process " + parentPid() + ".");
    for (String value : List.of("a", "b", "c", "d", "e")) {
      queue.put(value);
    }
  }

  static void read(SharedQueue<String> queue, PrintStream out) throws InterruptedException {
    out.println("Reader starts " + pid() + ", parent " + parentPid() + ".");
    for (int left = queue.qsize(); left > 0; left--) {
      out.println("reader gets the message from Queue: " + queue.get());
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static long parentPid() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }
}
