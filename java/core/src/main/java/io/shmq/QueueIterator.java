/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Walks through a queue from front to end while others put and take. What {@link #hasNext} has seen,
 * {@link #next} returns, also if it was taken meanwhile.
 */
final class QueueIterator<E extends Object> implements Iterator<E> {
  /** How many messages are read at once. */
  private static final int PART = 64;

  private final SharedQueue<E> queue;
  private Iterator<Scanned<E>> part;
  private long next;
  private @Nullable Scanned<E> last;

  QueueIterator(SharedQueue<E> queue) {
    this.queue = queue;
    Scan<E> first = queue.scan(0, PART);
    part = first.messages().iterator();
    next = first.next();
  }

  @Override
  public boolean hasNext() {
    if (!part.hasNext()) {
      Scan<E> more = queue.scan(next, PART);
      part = more.messages().iterator();
      next = more.next();
    }
    return part.hasNext();
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Scanned<E> seen = part.next();
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
