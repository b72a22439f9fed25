/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.SharedQueue;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A process that answers each message with the time. Arguments: QUESTIONS ANSWERS COUNT, two names of
 * queues and how many to answer.
 */
public final class Stamper {
  static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  private Stamper() {}

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "The arguments are QUESTIONS ANSWERS COUNT (given=" + args.length + ").");
    }
    int count = Integer.parseInt(args[2]);
    try (SharedQueue<Integer> questions = SharedQueue.open(args[0], new IntCodec());
        SharedQueue<Integer> answers = SharedQueue.open(args[1], new IntCodec())) {
      for (int i = 0; i < count; i++) {
        questions.get(PATIENCE);
        answer(answers, System.nanoTime());
      }
    }
  }

  private static void answer(SharedQueue<Integer> answers, long time) throws InterruptedException {
    answers.put(Long.BYTES, out -> out.putLong(time), PATIENCE);
  }

  /** Returns the time that an answer tells. */
  static long answer(SharedQueue<Integer> answers) throws InterruptedException {
    return answers.get(ByteBuffer::getLong, PATIENCE);
  }
}
