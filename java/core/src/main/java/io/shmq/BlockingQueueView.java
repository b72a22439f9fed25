/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.time.Duration;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.checkerframework.checker.index.qual.NonNegative;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.checkerframework.checker.nullness.qual.PolyNull;
import org.checkerframework.checker.signedness.qual.PolySigned;
import org.checkerframework.checker.signedness.qual.UnknownSignedness;

/** A shared queue as a {@link BlockingQueue}; see {@link SharedQueue#asBlockingQueue}. */
final class BlockingQueueView<E extends Object> extends AbstractQueue<E>
    implements BlockingQueue<E> {
  /** How many messages a walk that has no need to see them fresh reads at once. */
  private static final int PART = 64;

  private final SharedQueue<E> queue;

  BlockingQueueView(SharedQueue<E> queue) {
    this.queue = queue;
  }

  @Override
  public void put(E element) throws InterruptedException {
    queue.put(notNull(element));
  }

  @Override
  public boolean add(E element) {
    try {
      queue.putNowait(notNull(element));
      return true;
    } catch (QueueFullException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public boolean offer(E element) {
    try {
      queue.putNowait(notNull(element));
      return true;
    } catch (QueueFullException e) {
      return false;
    }
  }

  @Override
  public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
    try {
      queue.put(notNull(element), duration(timeout, unit));
      return true;
    } catch (QueueFullException e) {
      return false;
    }
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    requireOther(elements, "elements");
    // A copy, since the elements may come from this queue all the same, by another object that has
    // it open: they would never end.
    return super.addAll(new ArrayList<>(elements));
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

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int max) {
    requireOther(target, "target");
    return new Drain<>(queue, target).run(max);
  }

  private static <T extends Object> T notNull(T element) {
    // Before all else, so that it does not depend on whether there is room or an interrupt.
    return Objects.requireNonNull(element, "element");
  }

  private void requireOther(Collection<?> other, String name) {
    Objects.requireNonNull(other, name);
    if (equals(other)) {
      throw new IllegalArgumentException("Elements cannot go from queue \""
          + queue.name()
          + "\" to itself: give another collection.");
    }
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

  /** Returns what is in the queue now, so that a walk ends though others put without pause. */
  private Iterable<Scanned<E>> messages() {
    return () -> new ScanIterator<>(queue, PART, queue::qsize);
  }

  @Override
  public boolean contains(@Nullable @UnknownSignedness Object object) {
    if (object != null) {
      for (Scanned<E> seen : messages()) {
        if (object.equals(seen.element())) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean remove(@Nullable @UnknownSignedness Object object) {
    if (object != null) {
      for (Scanned<E> seen : messages()) {
        // One that somebody else takes first is not removed here; another may be equal to it.
        if (object.equals(seen.element()) && queue.remove(seen.position())) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    Objects.requireNonNull(filter, "filter");
    boolean removed = false;
    for (Scanned<E> seen : messages()) {
      removed |= filter.test(seen.element()) && queue.remove(seen.position());
    }
    return removed;
  }

  @Override
  public boolean removeAll(Collection<?> elements) {
    Objects.requireNonNull(elements, "elements");
    return removeIf(elements::contains);
  }

  @Override
  public boolean retainAll(Collection<?> elements) {
    Objects.requireNonNull(elements, "elements");
    return removeIf(element -> !elements.contains(element));
  }

  @Override
  public void forEach(Consumer<? super E> action) {
    Objects.requireNonNull(action, "action");
    for (Scanned<E> seen : messages()) {
      action.accept(seen.element());
    }
  }

  @Override
  public @PolySigned Object[] toArray() {
    List<E> elements = new ArrayList<>();
    forEach(elements::add);
    return elements.toArray(new @PolySigned Object[0]);
  }

  @Override
  public <T> @Nullable T[] toArray(@PolyNull T[] array) {
    List<@Nullable E> elements = new ArrayList<>();
    forEach(elements::add);
    return elements.toArray(array);
  }

  @Override
  public Iterator<E> iterator() {
    return new QueueIterator<>(queue, new ScanIterator<>(queue, 1, () -> Long.MAX_VALUE));
  }

  @Override
  public Spliterator<E> spliterator() {
    Iterator<E> now = new QueueIterator<>(queue, new ScanIterator<>(queue, 1, queue::qsize));
    return Spliterators.spliteratorUnknownSize(
        now, Spliterator.CONCURRENT | Spliterator.ORDERED | Spliterator.NONNULL);
  }

  /** Views of one object are one queue to Java; what is in it is no part of what they are. */
  @Override
  public boolean equals(@Nullable @UnknownSignedness Object other) {
    return other instanceof BlockingQueueView && ((BlockingQueueView<?>) other).queue == queue;
  }

  @Override
  public int hashCode() {
    return queue.hashCode();
  }

  /** Returns the elements as other collections do, and never fails, for it is read in need. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    try {
      for (Scanned<E> seen : messages()) {
        text.add(text(seen));
      }
    } catch (RuntimeException e) {
      return queue.toString();
    }
    return text.toString();
  }

  private String text(Scanned<E> seen) {
    try {
      return seen.element().toString();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}
