/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process that reads the message at the front of a queue, named by the argument, where it lies,
 * and is not done with it before its standard input ends: it holds the consumers' end.
 */
public final class Holder {
  /** What it prints once it holds the end. */
  static final String INSIDE = "inside";

  private Holder() {}

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 1) {
      throw new IllegalArgumentException("The argument is NAME (given=" + args.length + ").");
    }
    try (SharedQueue<byte[]> queue = SharedQueue.open(args[0], Codec.bytes())) {
      queue.get(message -> {
        System.out.println(INSIDE);
        return untilInputEnds();
      });
    }
  }

  private static int untilInputEnds() {
    try {
      return System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
