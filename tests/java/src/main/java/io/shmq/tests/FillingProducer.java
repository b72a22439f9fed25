/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.OutOfSharedMemoryException;
import io.shmq.SharedQueue;
import java.util.Arrays;

/** A process that puts until shared memory is exhausted, then takes everything back. */
public final class FillingProducer {
  private static final String NAME = "filling";
  private static final int LENGTH = 1000;

  private FillingProducer() {}

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    try (SharedQueue<byte[]> queue = SharedQueue.create(NAME, Codec.bytes())) {
      SharedQueue.unlink(NAME);
      int count = fill(queue);
      for (int i = 0; i < count; i++) {
        if (!Arrays.equals(message(i), queue.get())) {
          throw new AssertionError("Message " + i + " is damaged.");
        }
      }
      System.out.println("messages=" + count + ", left=" + queue.qsize());
    }
  }

  private static int fill(SharedQueue<byte[]> queue) throws InterruptedException {
    int count = 0;
    try {
      while (true) {
        queue.put(message(count));
        count++;
      }
    } catch (OutOfSharedMemoryException e) {
      System.out.println(e.getMessage());
      return count;
    }
  }

  private static byte[] message(int sequence) {
    byte[] message = new byte[LENGTH];
    Arrays.fill(message, (byte) sequence);
    return message;
  }
}
