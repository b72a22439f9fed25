/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.SharedQueue;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.util.HashMap;
import java.util.Map;

/**
 * The queues that came with arguments, each open once however often it comes. They stay open while
 * somebody else has them open too, or until who was given one closes it.
 */
final class OpenQueues {
  /** So many queues are opened before it is worth to look which of them are needed no more. */
  private static final int MANY = 64;

  private final Map<QueueReference, HeldQueue<? extends Object>> queues = new HashMap<>();

  /** How many were opened since somebody has looked which are needed. */
  private int opened;

  /**
   * Returns the queue that a reference stands for.
   *
   * @param filter decides which classes its codec may have
   */
  @SuppressWarnings("mustcall:return") // it is closed here, not by who receives it in an argument
  synchronized Object open(QueueReference reference, ObjectInputFilter filter) throws IOException {
    HeldQueue<? extends Object> queue = queues.get(reference);
    if (queue == null || queue.isClosed()) {
      queue = new HeldQueue<>(SharedQueue.open(reference.handle(), reference.codec(filter)));
      queues.put(reference, queue);
      opened++;
      if (hasOpenedMany()) {
        queues.values().removeIf(HeldQueue::isClosed);
      }
    }
    return queue.queue();
  }

  /** Closes all queues. */
  synchronized void closeAll() {
    queues.values().forEach(HeldQueue::close);
    queues.clear();
  }

  /** Returns whether so many were opened that {@link #closeAbandoned} is worth its time. */
  synchronized boolean hasOpenedMany() {
    return opened >= MANY;
  }

  /** Closes the queues that nobody else has open; to be called when nobody here uses them. */
  synchronized void closeAbandoned() {
    opened = 0;
    queues.values().removeIf(OpenQueues::closeIfAbandoned);
  }

  private static boolean closeIfAbandoned(HeldQueue<? extends Object> queue) {
    boolean isAbandoned = queue.isClosed() || !queue.queue().stats().attached();
    if (isAbandoned) {
      queue.close();
    }
    return isAbandoned;
  }
}
