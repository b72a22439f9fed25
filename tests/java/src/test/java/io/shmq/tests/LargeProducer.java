/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.OutOfSharedMemoryException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.List;

/** A process whose shared memory is smaller than the messages of 100 MB that it puts. */
public final class LargeProducer {
  private static final String NAME = "large";
  private static final int LARGE = 100 << 20;

  private LargeProducer() {}

  private interface Put {
    void run() throws InterruptedException;
  }

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.create(NAME, Codec.utf8())) {
      SharedQueue.unlink(NAME);
      String large = "x".repeat(LARGE);
      queue.put("first");
      int refused = refused(() -> queue.put(large))
          + refused(() -> queue.putNowait(large))
          + refused(() -> queue.putMany(List.of(large, "small"), Duration.ZERO))
          + refused(() -> queue.put(LARGE, message -> {}));
      queue.put("second");
      System.out.println("refused="
          + refused
          + ", puts="
          + queue.stats().puts()
          + ", "
          + queue.get()
          + ", "
          + queue.get()
          + ", left="
          + queue.qsize());
    }
  }

  private static int refused(Put put) throws InterruptedException {
    try {
      put.run();
      return 0;
    } catch (OutOfSharedMemoryException e) {
      return 1;
    }
  }
}
