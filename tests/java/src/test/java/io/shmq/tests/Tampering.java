/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.End;
import io.shmq.QueueException;
import io.shmq.SharedQueue;
import java.util.List;

/** What could go wrong in a queue, done to one that works, behind the back of who checks it. */
enum Tampering {
  LOSES {
    @Override
    void with(SharedQueue<String> queue) {
      queue.asBlockingQueue().poll();
    }
  },
  LOSES_THE_LAST {
    @Override
    void with(SharedQueue<String> queue) {
      List<String> all = List.copyOf(queue.asBlockingQueue());
      if (!all.isEmpty()) {
        queue.asBlockingQueue().remove(all.get(all.size() - 1));
      }
    }
  },
  DOUBLES {
    @Override
    void with(SharedQueue<String> queue) {
      String front = queue.asBlockingQueue().peek();
      if (front != null) {
        queue.asBlockingQueue().offer(front);
      }
    }
  },
  REORDERS {
    @Override
    void with(SharedQueue<String> queue) {
      String front = queue.asBlockingQueue().poll();
      if (front != null) {
        queue.asBlockingQueue().offer(front);
      }
    }
  },
  INVENTS {
    @Override
    void with(SharedQueue<String> queue) {
      queue.asBlockingQueue().offer("x");
    }
  },
  COUNTS_A_TASK_AS_DONE {
    @Override
    void with(SharedQueue<String> queue) {
      if (queue.stats().unfinished() > 0) {
        queue.taskDone();
      }
    }
  },
  CLAIMS {
    @Override
    @SuppressWarnings("resource") // goes with the queue
    void with(SharedQueue<String> queue) {
      queue.claim(End.CONSUMER);
    }
  },
  SHUTS_DOWN {
    @Override
    void with(SharedQueue<String> queue) {
      queue.shutdown();
    }
  };

  /** Does it, if that changes anything. */
  abstract void with(SharedQueue<String> queue);

  /** Does it, if that is possible now. */
  void tryWith(SharedQueue<String> queue) {
    try {
      with(queue);
    } catch (QueueException e) {
      // Shut down, or claimed by another.
    }
  }
}
