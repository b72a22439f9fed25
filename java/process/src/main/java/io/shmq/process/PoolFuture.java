/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The future of a task, or of some: whoever waits for it helps the pool to read the answers. */
final class PoolFuture<R> extends CompletableFuture<R> {
  private final TaskBoard board;
  private final AnswerReader reader;
  private final Crew crew;

  /** The tasks that are withdrawn when this is cancelled. */
  private volatile long[] ids = {};

  PoolFuture(TaskBoard board, AnswerReader reader, Crew crew) {
    this.board = board;
    this.reader = reader;
    this.crew = crew;
  }

  void setIds(long... ids) {
    this.ids = ids;
    if (isCancelled()) {
      withdraw(true);
    }
  }

  /**
   * Cancels the task. One that has not begun does not begin.
   *
   * @param mayInterruptIfRunning whether one that has begun is interrupted, and its worker killed if
   *     it does not end soon
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean isFirst = !isDone() && super.cancel(mayInterruptIfRunning);
    if (isFirst) {
      withdraw(mayInterruptIfRunning);
    }
    return isCancelled();
  }

  private void withdraw(boolean mayInterrupt) {
    for (long id : board.withdraw(ids)) {
      if (mayInterrupt) {
        crew.interrupt(id);
      }
    }
  }

  @Override
  public R get() throws InterruptedException, ExecutionException {
    reader.help(this::isDone, Long.MAX_VALUE);
    return super.get();
  }

  @Override
  public R get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    long start = System.nanoTime();
    // Not less, which the time that has passed would make a wait of centuries.
    long nanos = Math.max(0, unit.toNanos(timeout));
    reader.help(this::isDone, nanos);
    return super.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
  }

  /** What depends on this is completed by this, and cancelled alone. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
