/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Moves elements from a queue to a collection, in batches. */
final class Drain<E extends Object> {
  private final SharedQueue<E> queue;
  private final Collection<? super E> target;
  private int drained;

  Drain(SharedQueue<E> queue, Collection<? super E> target) {
    this.queue = queue;
    this.target = target;
  }

  /**
   * Moves what is in the queue now, up to a limit. What is put meanwhile stays: others may put
   * without pause, and so may the target.
   *
   * @param max the most elements to move; none if it is not positive
   * @return number of elements moved
   */
  int run(int max) {
    // Also an empty queue is asked once, since it may have been shut down.
    int most = Math.min(max, Math.max(1, queue.qsize()));
    while (drained < most && moveBatch(most - drained)) {
      // The next one.
    }
    return drained;
  }

  /** Returns true if there was a batch, or false at the queue's end. */
  private boolean moveBatch(int most) {
    List<E> batch;
    try {
      batch = queue.getManyNowait(most);
    } catch (BatchException e) {
      deliver(decoded(e), e.getCause());
      throw e;
    } catch (QueueShutDownException e) {
      if (drained > 0) {
        return false;
      }
      throw e;
    }
    deliver(batch, null);
    drained += batch.size();
    return !batch.isEmpty();
  }

  @SuppressWarnings("unchecked") // they come from this queue
  private List<E> decoded(BatchException e) {
    return (List<E>) e.elements();
  }

  /**
   * Adds the elements of a batch to the target. If that fails, the exception has those that nobody
   * would get any more.
   *
   * @param undecodable what the codec threw for others of the batch, or null
   */
  private void deliver(List<E> batch, @Nullable Throwable undecodable) {
    int added = 0;
    try {
      for (E element : batch) {
        target.add(element);
        added++;
      }
    } catch (Throwable e) {
      List<E> left = new ArrayList<>(batch.subList(added, batch.size()));
      e.addSuppressed(queue.failures().undelivered(added, left, undecodable));
      throw e;
    }
  }
}
