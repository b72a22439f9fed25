/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.index.qual.NonNegative;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A shared queue as a {@link BlockingQueue}; see {@link SharedQueue#asBlockingQueue}. */
final class BlockingQueueView<E extends Object> extends AbstractQueue<E>
    implements BlockingQueue<E> {
  private final SharedQueue<E> queue;

  BlockingQueueView(SharedQueue<E> queue) {
    this.queue = queue;
  }

  @Override
  public void put(E element) throws InterruptedException {
    queue.put(element);
  }

  @Override
  public boolean offer(E element) {
    try {
      queue.putNowait(element);
      return true;
    } catch (QueueFullException e) {
      return false;
    }
  }

  @Override
  public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
    try {
      queue.put(element, duration(timeout, unit));
      return true;
    } catch (QueueFullException e) {
      return false;
    }
  }

  @Override
  public E take() throws InterruptedException {
    return queue.get();
  }

  @Override
  public @Nullable E poll() {
    try {
      return queue.getNowait();
    } catch (QueueEmptyException e) {
      return null;
    }
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      return queue.get(duration(timeout, unit));
    } catch (QueueEmptyException e) {
      return null;
    }
  }

  @Override
  public @Nullable E peek() {
    List<Scanned<E>> front = queue.scan(0, 1).messages();
    return front.isEmpty() ? null : front.get(0).element();
  }

  private static Duration duration(long timeout, TimeUnit unit) {
    // Saturates; a negative one does not wait.
    return Duration.ofNanos(unit.toNanos(timeout));
  }

  @Override
  public @NonNegative int size() {
    return Math.max(0, queue.qsize());
  }

  @Override
  public boolean isEmpty() {
    return queue.qsize() == 0;
  }

  @Override
  public int remainingCapacity() {
    int maxSize = queue.maxSize();
    return maxSize == 0 ? Integer.MAX_VALUE : Math.max(0, maxSize - queue.qsize());
  }

  @Override
  public void clear() {
    queue.dropAll();
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int max) {
    Objects.requireNonNull(target, "target");
    if (target == this) {
      throw new IllegalArgumentException("A queue cannot be drained to itself.");
    }
    int drained = 0;
    while (drained < max) {
      List<E> batch = queue.getManyNowait(max - drained);
      if (batch.isEmpty()) {
        break;
      }
      target.addAll(batch);
      drained += batch.size();
    }
    return drained;
  }

  @Override
  public Iterator<E> iterator() {
    return new QueueIterator<>(queue);
  }
}
