/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.internal.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.checkerframework.checker.signedness.qual.UnknownSignedness;

/**
 * The results of {@link ProcessPool#imap} and {@link ProcessPool#imapUnordered}, while the workers go
 * on. It takes elements from its input only a little ahead of its results, so that the input may be
 * without end. For one thread.
 *
 * <p>Where a task has failed, {@code next} throws what that has thrown, and goes on behind it. What the
 * input throws comes behind the results of what it gave before.
 *
 * <p>Closing it withdraws what has not begun. An iterator that has come to its end needs no closing.
 *
 * @param <R> type of the results
 */
public final class PoolIterator<R> implements Iterator<R>, AutoCloseable {
  private final Iterator<?> input;
  private final int chunkSize;
  private final int ahead;
  private final boolean isOrdered;
  private final Function<List<?>, PoolFuture<List<R>>> submit;

  /** The chunks that were submitted, whose results were not asked for; in the order of the input. */
  private final Set<PoolFuture<List<R>>> underway = new LinkedHashSet<>();

  /** Those among them that have ended, in the order in which they have. */
  private final BlockingQueue<PoolFuture<List<R>>> arrived = new LinkedBlockingQueue<>();

  private Iterator<R> current = Collections.emptyIterator();
  private @Nullable RuntimeException inputFailure;
  private boolean isClosed;

  /**
   * Creates one, and submits the first chunks.
   *
   * @param input elements
   * @param chunkSize how many elements make a task
   * @param ahead how many chunks are submitted before their results are asked for
   * @param isOrdered whether results come in the order of the input, or in that of their arrival
   * @param submit submits a chunk
   * @throws IllegalArgumentException if the size of a chunk is not positive
   */
  PoolIterator(
      Iterator<?> input,
      int chunkSize,
      int ahead,
      boolean isOrdered,
      Function<List<?>, PoolFuture<List<R>>> submit) {
    Chunk.requirePositive(chunkSize);
    this.input = input;
    this.chunkSize = chunkSize;
    this.ahead = ahead;
    this.isOrdered = isOrdered;
    this.submit = submit;
  }

  /** Submits chunks until so many are underway as are to be. */
  void submitAhead() {
    while (underway.size() < ahead && hasInput()) {
      List<@Nullable @UnknownSignedness Object> elements = new ArrayList<>();
      while (elements.size() < chunkSize && hasInput()) {
        takeInput(elements);
      }
      if (!elements.isEmpty()) {
        PoolFuture<List<R>> future = submit.apply(elements);
        underway.add(future);
        if (!isOrdered) {
          future.whenComplete((results, failure) -> arrived.add(future));
        }
      }
    }
  }

  private boolean hasInput() {
    try {
      return !isClosed && inputFailure == null && input.hasNext();
    } catch (RuntimeException e) {
      inputFailure = e;
      return false;
    }
  }

  private void takeInput(List<@Nullable @UnknownSignedness Object> elements) {
    try {
      elements.add(input.next());
    } catch (RuntimeException e) {
      inputFailure = e;
    }
  }

  /** Returns whether there is another result, or will be, or an exception in its place. */
  @Override
  public boolean hasNext() {
    return current.hasNext() || !underway.isEmpty() || hasInput() || inputFailure != null;
  }

  /**
   * Returns the next result, waiting for it as long as it takes.
   *
   * @throws NoSuchElementException if there are no more
   * @throws TaskException if the task has failed with a checked exception, which is its cause; or if
   *     the thread was interrupted, whose interrupt status is set then
   * @throws RuntimeException what the task has thrown
   */
  @Override
  public R next() {
    try {
      return next(Duration.ofNanos(Long.MAX_VALUE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskException(
          "The thread was interrupted while it waited for a result: go on with next, or close.", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("A wait of centuries is over.", e);
    }
  }

  /**
   * Returns the next result, waiting for it up to a timeout.
   *
   * @param timeout longest wait; zero or negative does not wait
   * @return the result
   * @throws NoSuchElementException if there are no more
   * @throws TimeoutException if there was none in time; the iterator goes on
   * @throws InterruptedException if the thread is interrupted; the iterator goes on
   */
  public R next(Duration timeout) throws InterruptedException, TimeoutException {
    if (!current.hasNext()) {
      submitAhead();
      PoolFuture<List<R>> ended = awaitEnd(Timeouts.nanos(timeout));
      underway.remove(ended);
      submitAhead();
      current = Outcome.of(ended).iterator();
    }
    return current.next();
  }

  /** Waits until the next chunk has ended. */
  private PoolFuture<List<R>> awaitEnd(long nanos) throws InterruptedException, TimeoutException {
    if (underway.isEmpty()) {
      throw noMore();
    }
    if (isOrdered) {
      PoolFuture<List<R>> first = underway.iterator().next();
      try {
        first.get(nanos, TimeUnit.NANOSECONDS);
      } catch (ExecutionException | CancellationException e) {
        // It has ended.
      }
      return first;
    }
    PoolFuture<List<R>> any = arrived.poll(nanos, TimeUnit.NANOSECONDS);
    if (any == null) {
      throw new TimeoutException(
          "No result arrived in time (timeout=" + Duration.ofNanos(nanos) + ").");
    }
    return any;
  }

  private RuntimeException noMore() {
    RuntimeException failure = inputFailure;
    inputFailure = null;
    isClosed = true;
    return failure == null ? new NoSuchElementException("There are no more results.") : failure;
  }

  /** Withdraws what has not begun, and forgets the rest. */
  @Override
  public void close() {
    isClosed = true;
    inputFailure = null;
    for (PoolFuture<List<R>> future : underway) {
      future.cancel(false);
    }
    underway.clear();
    current = Collections.emptyIterator();
  }
}
