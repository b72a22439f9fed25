/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.Codec;
import io.shmq.QueueClosedException;
import io.shmq.QueueNotFoundException;
import io.shmq.SharedQueue;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.mustcall.qual.Owning;

/**
 * A queue that is open as long as somebody holds it: in a field or in a collection, whose owner closes
 * it in the end.
 *
 * @param <E> type of the elements
 */
final class HeldQueue<E extends Object> {
  private final @NotOwning SharedQueue<E> queue;

  /** Takes hold of a queue. */
  @SuppressWarnings("resourceleak:required.method.not.called") // close does that, on another day
  HeldQueue(@Owning SharedQueue<E> queue) {
    this.queue = queue;
  }

  /** Returns a new queue without a limit. */
  static <E extends Object> HeldQueue<E> anonymous(Codec<E> codec) {
    return new HeldQueue<>(SharedQueue.anonymous(0, codec));
  }

  @NotOwning
  SharedQueue<E> queue() {
    return queue;
  }

  /** Returns whether somebody has closed it. */
  boolean isClosed() {
    try {
      queue.qsize();
      return false;
    } catch (QueueClosedException e) {
      return true;
    }
  }

  void close() {
    queue.close();
  }

  /** Removes the name of the queue, which those go on with who have it open. */
  void unlink() {
    try {
      SharedQueue.unlink(queue.name());
    } catch (QueueNotFoundException e) {
      // It was removed before.
    }
  }

  /** Closes the queue, and removes its name, also while others have the queue open. */
  void remove() {
    unlink();
    queue.close();
  }
}
