/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The owner of a set of queues: makes them, and removes all of them when it is closed, or when its
 * process has ended, however that came about, {@code SIGKILL} included.
 *
 * <pre>{@code
 * try (QueueManager manager = new QueueManager()) {
 *   SharedQueue<String> queue = manager.queue(0, Codec.utf8());
 *   pool.apply(Main::write, queue);
 * }
 * }</pre>
 *
 * <p>Other processes open the queues by their {@linkplain SharedQueue#handle handles}, or receive them
 * as arguments of a {@link JavaProcess} or of a {@link ProcessPool}'s task. A queue whose name is
 * removed goes on for those who have it open.
 *
 * <p>A small helper process, a shell that waits for this process's end, sees to the last. Any thread
 * may call any method.
 */
@InheritableMustCall("close")
public final class QueueManager implements AutoCloseable {
  private final List<HeldQueue<?>> queues = new ArrayList<>();
  private @Nullable Caretaker caretaker;
  private boolean isClosed;

  /** Creates a manager without queues. */
  public QueueManager() {}

  /**
   * Makes a queue with a name of its own.
   *
   * @param <E> type of the elements
   * @param maxSize largest number of messages that may wait at once; 0 or less for no limit
   * @param codec turns elements into messages and back
   * @return the queue, which the manager closes
   * @throws IllegalStateException if the manager is closed
   * @throws io.shmq.OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public synchronized <E extends Object> SharedQueue<E> queue(int maxSize, Codec<E> codec) {
    String name = "managed-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    // Nobody else makes one of this name, so that it can be looked after before it is there.
    caretaker().watch(name);
    SharedQueue<E> queue = SharedQueue.create(name, maxSize, codec);
    queues.add(new HeldQueue<>(queue));
    return queue;
  }

  /**
   * Makes a queue under a name.
   *
   * @param <E> type of the elements
   * @param name name of the queue
   * @param maxSize largest number of messages that may wait at once; 0 or less for no limit
   * @param codec turns elements into messages and back
   * @return the queue, which the manager closes
   * @throws IllegalStateException if the manager is closed
   * @throws io.shmq.QueueExistsException if the name is taken
   * @throws io.shmq.OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public synchronized <E extends Object> SharedQueue<E> queue(
      String name, int maxSize, Codec<E> codec) {
    Caretaker helper = caretaker();
    SharedQueue<E> queue = SharedQueue.create(name, maxSize, codec);
    queues.add(new HeldQueue<>(queue));
    helper.watch(name);
    return queue;
  }

  private synchronized Caretaker caretaker() {
    if (isClosed) {
      throw new IllegalStateException("The manager is closed: make queues before that.");
    }
    Caretaker helper = caretaker;
    if (helper == null) {
      helper = new Caretaker();
      caretaker = helper;
    }
    return helper;
  }

  /** Closes the queues, and removes their names. Does nothing if that was done. */
  @Override
  public synchronized void close() {
    isClosed = true;
    queues.forEach(HeldQueue::remove);
    queues.clear();
    if (caretaker != null) {
      caretaker.close();
      caretaker = null;
    }
  }
}
