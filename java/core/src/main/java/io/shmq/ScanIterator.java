/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import org.checkerframework.checker.index.qual.Positive;

/**
 * Walks through the messages of a queue from front to end while others put and take. It begins when
 * it is first asked, and once it has met the end it stays there.
 */
final class ScanIterator<E extends Object> implements Iterator<Scanned<E>> {
  private static final long NOT_BEGUN = -1;

  private final SharedQueue<E> queue;
  private final @Positive int atOnce;
  private final LongSupplier limit;
  private Iterator<Scanned<E>> part = Collections.emptyIterator();

  /** Where the next part begins, and the most messages that are in it and those behind it. */
  private long next;

  private long left = NOT_BEGUN;

  /**
   * Creates the iterator.
   *
   * @param atOnce how many messages are read at once: with 1, none that was taken before it is seen
   * @param limit the most messages to walk through, asked for when the walk begins
   */
  ScanIterator(SharedQueue<E> queue, @Positive int atOnce, LongSupplier limit) {
    this.queue = queue;
    this.atOnce = atOnce;
    this.limit = limit;
  }

  @Override
  public boolean hasNext() {
    if (!part.hasNext()) {
      if (left == NOT_BEGUN) {
        left = limit.getAsLong();
      }
      if (left > 0) {
        read((int) Math.min(atOnce, left));
      }
    }
    return part.hasNext();
  }

  private void read(@Positive int most) {
    Scan<E> scan = queue.scan(next, most);
    int count = scan.messages().size();
    part = scan.messages().iterator();
    next = scan.next();
    left = count == 0 ? 0 : left - count;
  }

  @Override
  public Scanned<E> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The walk through the queue has met its end.");
    }
    return part.next();
  }
}
