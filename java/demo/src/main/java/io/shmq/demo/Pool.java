/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.process.ProcessPool;
import io.shmq.process.QueueManager;
import java.io.PrintStream;
import java.util.List;

/** Program 3: a queue is the argument of tasks, which the processes of a pool perform. */
final class Pool {
  private Pool() {}

  static void run(PrintStream out) throws InterruptedException {
    out.println("Parent process " + pid() + " starts...");
    try (QueueManager manager = new QueueManager();
        SharedQueue<String> queue = manager.queue(0, Codec.utf8());
        ProcessPool pool = ProcessPool.create()) {
      pool.run(Pool::write, queue);
      pool.run(Pool::read, queue);
    }
    out.println("End of " + pid());
  }

  private static void write(SharedQueue<String> queue) throws InterruptedException {
    System.out.println("Writer starts " + pid() + ", parent process " + parentPid() + ".");
    for (String value : List.of("a", "b", "c", "d", "e")) {
      queue.put(value);
    }
  }

  private static void read(SharedQueue<String> queue) throws InterruptedException {
    System.out.println("Reader starts " + pid() + ", parent " + parentPid() + ".");
    for (int left = queue.qsize(); left > 0; left--) {
      System.out.println("reader gets the message from Queue: " + queue.get());
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static long parentPid() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }
}
