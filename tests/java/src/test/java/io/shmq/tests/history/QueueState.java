/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A queue of numbers as a plain value.
 *
 * @param limit largest number of elements; 0 for none
 * @param content its elements
 * @param shutdown how far it is shut down
 * @param batch the batch of which a part is put; 0 if there is none
 */
public record QueueState(int limit, List<Integer> content, Shutdown shutdown, int batch) {
  /** How far a queue is shut down. */
  public enum Shutdown {
    /** Not at all. */
    OPEN,
    /** No more puts; what is there can be taken. */
    DRAINING,
    /** Neither puts nor gets. */
    SHUT
  }

  /** Returns a new queue. */
  public static QueueState empty(int limit) {
    return new QueueState(limit, List.of(), Shutdown.OPEN, 0);
  }

  boolean isFull() {
    return limit > 0 && content.size() >= limit;
  }

  /** Returns the queue with one more element, unless it takes none. */
  public Optional<QueueState> put(int value) {
    return putOfBatch(value, 0, true);
  }

  /**
   * Returns the queue with one more element of a batch. Between the elements of a batch there are
   * none of others.
   *
   * @param id of the batch
   * @param isLast whether others may put behind it
   */
  Optional<QueueState> putOfBatch(int value, int id, boolean isLast) {
    boolean mayPut = batch == 0 || batch == id;
    if (!mayPut || isFull() || shutdown != Shutdown.OPEN) {
      return Optional.empty();
    }
    List<Integer> longer = new ArrayList<>(content);
    longer.add(value);
    return Optional.of(new QueueState(limit, longer, shutdown, isLast ? 0 : id));
  }

  /** Returns the queue without its first element, unless it is empty. */
  Optional<QueueState> take() {
    return content.isEmpty()
        ? Optional.empty()
        : Optional.of(with(content.subList(1, content.size())));
  }

  /** Returns the queue without its first element, if that is this one. */
  Optional<QueueState> take(int value) {
    return content.isEmpty() || content.get(0) != value ? Optional.empty() : take();
  }

  /** Returns the queue without the first element that is equal to this one, if there is one. */
  Optional<QueueState> remove(int value) {
    List<Integer> shorter = new ArrayList<>(content);
    return shorter.remove((Integer) value) ? Optional.of(with(shorter)) : Optional.empty();
  }

  /** Returns the queue shut down so far at least. */
  QueueState shutDown(Shutdown further) {
    Shutdown now = further.compareTo(shutdown) > 0 ? further : shutdown;
    return new QueueState(limit, now == Shutdown.SHUT ? List.of() : content, now, batch);
  }

  private QueueState with(List<Integer> elements) {
    return new QueueState(limit, List.copyOf(elements), shutdown, batch);
  }
}
