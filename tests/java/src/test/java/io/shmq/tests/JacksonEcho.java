/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.SharedQueue;
import io.shmq.jackson.JacksonCodec;
import java.time.Duration;

/**
 * A process of a test that takes one order, checks it and puts back one with one more item. Arguments:
 * JSON or CBOR, and the queues' names.
 */
public final class JacksonEcho {
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  private JacksonEcho() {}

  /** Runs the process. */
  public static void main(String[] args) throws InterruptedException {
    JacksonCodec<Order> codec = codec(args[0]);
    try (SharedQueue<Order> requests = SharedQueue.open(args[1], codec);
        SharedQueue<Order> answers = SharedQueue.open(args[2], codec)) {
      answers.put(requests.get(PATIENCE).withItem("echo", 1), PATIENCE);
    }
  }

  static JacksonCodec<Order> codec(String format) {
    return format.equals("JSON") ? JacksonCodec.json(Order.class) : JacksonCodec.cbor(Order.class);
  }
}
