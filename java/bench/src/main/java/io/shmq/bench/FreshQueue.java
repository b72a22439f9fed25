/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.internal.Binding;
import org.checkerframework.checker.mustcall.qual.Owning;

/** Queues that have lost their name already: whatever ends the JVM, nothing of them is left. */
final class FreshQueue {
  private FreshQueue() {}

  private static String name() {
    return "bench-" + ProcessHandle.current().pid();
  }

  /** Returns a queue without a limit on the number of messages. */
  static <E extends Object> @Owning SharedQueue<E> of(Codec<E> codec) {
    SharedQueue<E> queue = SharedQueue.create(name(), codec);
    try {
      SharedQueue.unlink(name());
      return queue;
    } catch (RuntimeException e) {
      queue.close();
      throw e;
    }
  }

  /** Returns the handle of such a queue. */
  static long open(Binding binding) {
    long[] handle = new long[1];
    check(binding.create(name(), 0, 0, 0, 0, handle));
    check(binding.unlink(name()));
    return handle[0];
  }

  private static void check(int result) {
    if (result != 0) {
      throw new IllegalStateException("A call of the binding failed (errno=" + -result + ").");
    }
  }
}
