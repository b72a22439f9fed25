/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.QueueException;
import io.shmq.SharedQueue;

/** A program that opens a queue, and says in one sentence why it cannot. */
final class Opener {
  private Opener() {}

  public static void main(String[] arguments) {
    try {
      SharedQueue.open(arguments[0], Codec.utf8()).close();
    } catch (QueueException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
