/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.checkerframework.checker.nullness.qual.Nullable;

/** One action that a thread has another thread do for it. */
final class Handover<T> implements Runnable {
  private final FutureTask<T> task;

  /** The thread that runs the action, while it does. Guarded by this. */
  private @Nullable Thread runner;

  private boolean isInterrupted;

  Handover(Callable<T> action) {
    task = new FutureTask<>(action);
  }

  @Override
  public void run() {
    begin();
    try {
      task.run();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    Thread thread = Thread.currentThread();
    runner = thread;
    if (isInterrupted) {
      thread.interrupt();
    }
  }

  private synchronized void end() {
    runner = null;
    // An interrupt that came too late is not for the thread's next action.
    Thread.interrupted();
  }

  private synchronized void interrupt() {
    isInterrupted = true;
    Thread thread = runner;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Waits for the result. */
  T await() throws Exception {
    boolean interrupted = false;
    while (true) {
      try {
        T result = task.get();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return result;
      } catch (InterruptedException e) {
        interrupted = true;
        interrupt();
      } catch (ExecutionException e) {
        throw asThrown(e);
      }
    }
  }

  private static Exception asThrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return cause instanceof Exception ? (Exception) cause : e;
  }
}
