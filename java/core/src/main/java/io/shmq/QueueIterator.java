/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.Iterator;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The elements of a walk through a queue. What {@link #hasNext} has seen, {@link #next} returns, also
 * if it was taken meanwhile.
 */
final class QueueIterator<E extends Object> implements Iterator<E> {
  private final SharedQueue<E> queue;
  private final Iterator<Scanned<E>> messages;
  private @Nullable Scanned<E> last;

  QueueIterator(SharedQueue<E> queue, Iterator<Scanned<E>> messages) {
    this.queue = queue;
    this.messages = messages;
  }

  @Override
  public boolean hasNext() {
    return messages.hasNext();
  }

  /**
   * Returns the next element, or throws what the codec throws if it cannot be decoded: then {@link
   * #remove} removes that message, and the walk goes on behind it.
   */
  @Override
  public E next() {
    Scanned<E> seen = messages.next();
    last = seen;
    return seen.element();
  }

  @Override
  public void remove() {
    Scanned<E> seen = last;
    if (seen == null) {
      throw new IllegalStateException("There is no element to remove: call next before remove.");
    }
    last = null;
    queue.remove(seen.position());
  }
}
