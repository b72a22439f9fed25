/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.internal.Binding;
import java.nio.charset.StandardCharsets;

/** What the checks of calls share: a binding, queues and messages to try it on, expectations. */
final class CallStand {
  /** A timeout that is none, though its lower half is: a binding that cuts it off is found out. */
  static final long BAD_TIMEOUT = Long.MIN_VALUE;

  /** Added to a number of 64 bits: a binding that cuts it off is found out. */
  static final long TOO_LONG = 1L << 32;

  private final Binding binding;
  private final String prefix;
  private int queues;

  /**
   * Creates a stand.
   *
   * @param prefix what the names of queues begin with
   */
  CallStand(Binding binding, String prefix) {
    this.binding = binding;
    this.prefix = prefix;
  }

  Binding binding() {
    return binding;
  }

  /** Returns a handle on a new queue, whose name is gone already. */
  long queue(long maxMessages) {
    String name = prefix + "-" + ++queues;
    long[] handle = new long[1];
    expect("create", 0, binding.create(name, 0, maxMessages, 1 << 16, 0, handle));
    expect("unlink", 0, binding.unlink(name));
    return handle[0];
  }

  /** Puts a text with the call that most of the others rely on. */
  void put(long queue, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    expect("tryPut", 0, binding.tryPut(queue, bytes, 0, bytes.length));
  }

  /** Takes a message, likewise, which is to be a text. */
  void expectMessage(long queue, String text) {
    byte[] bytes = new byte[text.length() + 1];
    expect("tryGet", text.length(), binding.tryGet(queue, bytes, 0, bytes.length));
    expect("message", text, new String(bytes, 0, text.length(), StandardCharsets.US_ASCII));
  }

  void close(long queue) {
    expect("close", 0, binding.close(queue));
  }

  static void expect(String what, long expected, long actual) {
    expect(what, Long.toString(expected), Long.toString(actual));
  }

  static void expect(String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(what + ": expected=" + expected + ", actual=" + actual);
    }
  }

  static void expect(String what, boolean isTrue) {
    if (!isTrue) {
      throw new AssertionError(what);
    }
  }
}
