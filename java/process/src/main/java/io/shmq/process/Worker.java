/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.QueueClosedException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueException;
import io.shmq.QueueShutDownException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The process of a worker: takes tasks, performs them, and answers. */
final class Worker {
  /** How long a worker without a task waits before it sees to what it has open. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final long NO_TASK = -1;

  private final WorkerSetup setup;
  private final OpenQueues queues = new OpenQueues();
  private final Performer performer;
  private final Packet answer = new Packet();
  private final Thread thread = Thread.currentThread();

  /** The task in hand, which may be interrupted; set by the worker's thread under the lock of this. */
  private volatile long current = NO_TASK;

  private Worker(WorkerSetup setup) {
    this.setup = setup;
    RemoteObjects objects = new RemoteObjects(Filters.of(setup.filter()), queues);
    performer = new Performer(setup.functions(), objects);
  }

  /** Works until there are no more tasks. */
  static void run(WorkerSetup setup) {
    new Worker(setup).work();
    // A task may have left threads.
    System.exit(0);
  }

  private void work() {
    if (!initialize()) {
      return;
    }
    Thread canceller = new Thread(this::interruptCancelled, "shmq-cancellations");
    canceller.setDaemon(true);
    canceller.start();
    put(header(AnswerKind.READY).putLong(ProcessHandle.current().pid()));
    int left = setup.tasksPerWorker() == 0 ? Integer.MAX_VALUE : setup.tasksPerWorker();
    while (left > 0) {
      try {
        perform(setup.tasks().get(this::take, IDLE));
        if (queues.hasOpenedMany()) {
          queues.closeAbandoned();
        }
        if (setup.tasksPerWorker() > 0) {
          left--;
        }
      } catch (QueueEmptyException e) {
        queues.closeAbandoned();
      } catch (InterruptedException e) {
        // Of a thread that a task has left behind: no task is to be interrupted now.
      } catch (QueueShutDownException e) {
        return;
      }
    }
  }

  private boolean initialize() {
    @Nullable RemoteRunnable initializer = setup.initializer();
    if (initializer != null) {
      try {
        initializer.run();
      } catch (Throwable e) {
        header(AnswerKind.UNABLE);
        Failure.write(answer, e);
        put(answer);
        return false;
      }
    }
    return true;
  }

  private Packet header(byte kind) {
    return answer.clear().putByte(kind);
  }

  /**
   * Takes a task: says which it is while it is still in the queue, so that none is ever in neither
   * place.
   */
  private Packet take(ByteBuffer message) {
    Packet task = Packet.copyOf(message.duplicate());
    // Behind the byte that is its kind.
    message.get();
    long id = message.getLong();
    // Whoever sees it in hand may have it interrupted.
    begin(id);
    byte[] inHand = ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    Patience.uninterrupted(() -> {
      setup.hand().put(inHand);
      return true;
    });
    return task;
  }

  private void perform(Packet task) {
    byte kind = task.getByte();
    long id = task.getLong();
    try {
      header(AnswerKind.RESULT).putLong(id);
      performer.perform(kind, task, answer);
    } catch (Throwable e) {
      fail(id, e);
    } finally {
      end();
    }
    try {
      put(answer);
    } catch (QueueShutDownException | QueueClosedException e) {
      throw e;
    } catch (QueueException e) {
      fail(id, unsendable(e));
      put(answer);
    }
    Patience.uninterrupted(setup.hand()::get);
  }

  private static TaskException unsendable(QueueException e) {
    return new TaskException(
        "The task's result, or its exception, cannot be sent (error=" + e.getMessage() + ").", e);
  }

  private void fail(long id, Throwable reason) {
    header(AnswerKind.FAILURE).putLong(id);
    Failure.write(answer, reason);
  }

  private void put(Packet packet) {
    Patience.uninterrupted(() -> {
      setup.answers().put(packet);
      return true;
    });
  }

  private synchronized void begin(long id) {
    current = id;
  }

  private synchronized void end() {
    current = NO_TASK;
    // An interrupt was for that task alone.
    Thread.interrupted();
  }

  private void interruptCancelled() {
    try {
      while (true) {
        interrupt(ByteBuffer.wrap(setup.cancellations().get()).getLong());
      }
    } catch (InterruptedException | QueueShutDownException | QueueClosedException e) {
      // The worker ends.
    }
  }

  private synchronized void interrupt(long id) {
    if (id == current) {
      thread.interrupt();
    }
  }
}
