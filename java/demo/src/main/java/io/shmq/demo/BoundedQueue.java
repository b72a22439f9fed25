/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.QueueFullException;
import io.shmq.SharedQueue;
import java.io.PrintStream;
import java.time.Duration;

/** Program 1: a queue of at most three messages, and what happens when it is full. */
final class BoundedQueue {
  static final int MAX_SIZE = 3;

  private BoundedQueue() {}

  static void run(SharedQueue<String> queue, PrintStream out) throws InterruptedException {
    queue.put("Message 1");
    queue.put("Message 2");
    out.println(capitalized(queue.full()));
    queue.put("Message 3");
    out.println(capitalized(queue.full()));
    try {
      queue.put("Message 4", Duration.ofSeconds(2));
    } catch (QueueFullException e) {
      printFull(queue, out);
    }
    try {
      queue.putNowait("Message 4");
    } catch (QueueFullException e) {
      printFull(queue, out);
    }
    if (!queue.full()) {
      queue.putNowait("Message 4");
    }
    if (!queue.empty()) {
      for (int left = queue.qsize(); left > 0; left--) {
        out.println(queue.getNowait());
      }
    }
  }

  private static void printFull(SharedQueue<String> queue, PrintStream out) {
    out.println("Message queue is full, number of existing messages: " + queue.qsize());
  }

  private static String capitalized(boolean value) {
    return value ? "True" : "False";
  }
}
