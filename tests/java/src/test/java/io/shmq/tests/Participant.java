/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import io.shmq.SharedQueue;
import io.shmq.tests.history.Log;
import io.shmq.tests.history.Operation;
import io.shmq.tests.history.Operation.Kind;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A process that makes random calls on a queue and records them. Arguments: NAME LOG CALLS ID GATE,
 * which is a file: it begins when that appears.
 */
public final class Participant {
  /** Puts numbers, and takes besides the letters that the example programs in C put. */
  static final Codec<Integer> CODEC = new Codec<>() {
    @Override
    public void encode(Integer element, MessageWriter out) {
      out.reserve(Integer.BYTES).putInt(element);
    }

    @Override
    public Integer decode(ByteBuffer message) {
      return message.remaining() == 1 ? message.get() : message.getInt();
    }
  };

  /** How many elements a process can put that no other puts. */
  private static final int ELEMENTS = 1 << 24;

  private final Random random;
  private int last;

  private Participant(int id) {
    random = new Random(id);
    last = id * ELEMENTS;
  }

  /** Runs the process. */
  public static void main(String[] args) throws Exception {
    if (args.length != 5) {
      throw new IllegalArgumentException(
          "The arguments are NAME LOG CALLS ID GATE (given=" + args.length + ").");
    }
    int calls = Integer.parseInt(args[2]);
    Participant participant = new Participant(Integer.parseInt(args[3]));
    Log log = Log.toFile(Path.of(args[1]), calls);
    try (SharedQueue<Integer> queue = SharedQueue.open(args[0], CODEC)) {
      System.out.println("ready");
      await(Path.of(args[4]));
      QueueCalls subject = new QueueCalls(queue);
      for (int i = 0; i < calls; i++) {
        log.record(participant.next(), subject);
      }
    }
  }

  private static void await(Path gate) {
    long start = System.nanoTime();
    while (Files.notExists(gate)) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(Task.PATIENCE_SECONDS)) {
        throw new IllegalStateException("The gate did not open in time: " + gate);
      }
      Thread.yield();
    }
  }

  private Operation next() {
    switch (random.nextInt(16)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return Operation.of(Kind.PUT, ++last);
      case 4:
        return Operation.of(Kind.PUT_MANY, ++last, ++last, ++last);
      case 5:
        return Operation.of(Kind.PUT_WAITING, ++last);
      case 6:
      case 7:
      case 8:
        return Operation.of(Kind.GET);
      case 9:
        return Operation.of(Kind.GET_WAITING);
      case 10:
        return Operation.of(Kind.GET_MANY, 2 + random.nextInt(3));
      case 11:
        return Operation.of(Kind.REMOVE, last);
      case 12:
        return Operation.of(Kind.PEEK);
      case 13:
        return Operation.of(Kind.QSIZE);
      case 14:
        return Operation.of(Kind.EMPTY);
      default:
        return Operation.of(Kind.FULL);
    }
  }
}
