/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.QueueBusyException;
import io.shmq.QueueClosedException;
import io.shmq.QueueException;
import io.shmq.QueueFullException;
import io.shmq.QueueShutDownException;
import io.shmq.SharedQueue;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The tasks that have no answer yet. */
final class TaskBoard {
  /** How long the reader waits for an answer before it looks again whether there is room. */
  private static final long LOOK_NANOS = 1_000_000;

  private final @NotOwning SharedQueue<Packet> tasks;
  private final AnswerReader reader;
  private final PoolListener listener;

  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final AtomicLong submitted = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  /** Why no task can be done any more. */
  private volatile @Nullable RuntimeException broken;

  private volatile boolean isClosed;

  TaskBoard(@NotOwning SharedQueue<Packet> tasks, AnswerReader reader, PoolListener listener) {
    this.tasks = tasks;
    this.reader = reader;
    this.listener = listener;
  }

  /** Returns an ID for a task. */
  long nextId() {
    return lastId.incrementAndGet();
  }

  /**
   * Hands a task to the workers.
   *
   * @param id its ID
   * @param message what the workers read
   * @param task takes the answer
   * @throws RejectedExecutionException if the pool is closed
   */
  void submit(long id, Packet message, Pending task) {
    if (isClosed) {
      throw new RejectedExecutionException("The pool is closed: submit tasks before close.");
    }
    pending.put(id, task);
    submitted.addAndGet(task.size());
    reader.wake();
    try {
      put(message);
    } catch (QueueShutDownException | QueueClosedException e) {
      end(id, reasonOfEnd());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(id, e);
    } catch (QueueException e) {
      end(id, e);
    }
    // It may have broken down before the task was there to be told.
    if (broken != null) {
      end(id, reasonOfEnd());
    }
  }

  private void put(Packet message) throws InterruptedException {
    try {
      tasks.putNowait(message);
    } catch (QueueFullException | QueueBusyException e) {
      if (reader.isOwn()) {
        putAndRead(message);
      } else {
        tasks.put(message);
      }
    }
  }

  /**
   * Puts a task as soon as there is room. The workers, who make room, may wait for room for their
   * answers; so that the reader must go on reading.
   */
  private void putAndRead(Packet message) throws InterruptedException {
    while (true) {
      reader.readUntil(() -> false, LOOK_NANOS);
      try {
        tasks.putNowait(message);
        return;
      } catch (QueueFullException | QueueBusyException e) {
        // The workers are still busy.
      }
    }
  }

  private RuntimeException reasonOfEnd() {
    @Nullable RuntimeException reason = broken;
    return reason == null ? new PoolTerminatedException() : reason;
  }

  /**
   * Takes the results of a task.
   *
   * @param answer has them next
   * @param objects reads what is serialized among them
   */
  void succeed(long id, Packet answer, RemoteObjects objects) {
    Pending task = pending.remove(id);
    if (task == null) {
      return;
    }
    try {
      task.succeed(answer, objects);
    } catch (Exception | LinkageError | StackOverflowError e) {
      task.fail(new TaskException(
          "The task's result cannot be read here (error="
              + e
              + "): have its class on the class path, and allow it in the pool's filter.",
          e));
    }
    progress(task);
  }

  /** Ends a task without a result, unless it has ended. */
  void end(long id, Throwable reason) {
    Pending task = pending.remove(id);
    if (task != null) {
      task.fail(reason);
      progress(task);
    }
  }

  private void progress(Pending task) {
    if (isClosed && pending.isEmpty()) {
      synchronized (pending) {
        pending.notifyAll();
      }
    }
    long done = ended.addAndGet(task.size());
    Listeners.tell(() -> listener.progress(done, submitted.get()));
  }

  /**
   * Takes tasks back whose answer nobody wants.
   *
   * @return those among them that had no answer yet; they may be in a worker's hand
   */
  long[] withdraw(long[] ids) {
    long[] withdrawn = Arrays.stream(ids).filter(this::withdraw).sorted().toArray();
    if (withdrawn.length > 0) {
      try {
        Patience.whileBusy(() -> tasks
            .asBlockingQueue()
            .removeIf(task -> Arrays.binarySearch(withdrawn, id(task)) >= 0));
      } catch (QueueClosedException | QueueShutDownException e) {
        // Nobody does any of them.
      }
    }
    return withdrawn;
  }

  private boolean withdraw(long id) {
    Pending task = pending.remove(id);
    if (task != null) {
      progress(task);
    }
    return task != null;
  }

  private static long id(Packet task) {
    task.getByte();
    return task.getLong();
  }

  /** Returns whether a task is still to be taken by a worker. */
  boolean isQueued(long id) {
    try {
      return Patience.whileBusy(
          () -> tasks.asBlockingQueue().stream().anyMatch(task -> id(task) == id));
    } catch (QueueClosedException e) {
      return false;
    }
  }

  boolean isPending(long id) {
    return pending.containsKey(id);
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** Lets no more tasks in. */
  void close() {
    isClosed = true;
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Waits until no task is without an answer. */
  void awaitAll() throws InterruptedException {
    reader.help(pending::isEmpty, Long.MAX_VALUE);
    synchronized (pending) {
      while (!pending.isEmpty()) {
        pending.wait();
      }
    }
  }

  /** Has the workers end when there are no more tasks in the queue. */
  void endTasks() {
    shutDown(tasks::shutdown);
  }

  /** Fails all tasks, those to come included. */
  void breakDown(RuntimeException reason) {
    broken = reason;
    shutDown(tasks::shutdownNow);
    for (Long id : pending.keySet()) {
      end(id, reason);
    }
  }

  private static void shutDown(Runnable shutdown) {
    try {
      Patience.whileBusy(() -> {
        shutdown.run();
        return true;
      });
    } catch (QueueClosedException | QueueShutDownException e) {
      // It has ended before.
    }
  }

  boolean isBroken() {
    return broken != null;
  }
}
