/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Something that another thread does while the test goes on. */
public final class Task<T> {
  /** How long anything may take, in seconds; far more than it does. */
  static final long PATIENCE_SECONDS = 30;

  private final FutureTask<T> future;
  private final Thread thread;

  private Task(Callable<T> action) {
    future = new FutureTask<>(action);
    thread = new Thread(future, "task");
    thread.setDaemon(true);
  }

  /** Starts an action. */
  public static <T> Task<T> start(Callable<T> action) {
    Task<T> task = new Task<>(action);
    task.thread.start();
    return task;
  }

  /** Starts an action and returns when it waits inside a call on a queue. */
  static <T> Task<T> startAndBlock(Callable<T> action) throws InterruptedException {
    Task<T> task = start(action);
    until(task::isWaitingInQueue);
    return task;
  }

  private boolean isWaitingInQueue() {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().equals("io.shmq.Waiting")) {
        return true;
      }
    }
    return false;
  }

  /** Returns when a condition holds. */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new AssertionError("The condition did not come true in time.");
      }
      Thread.sleep(1);
    }
  }

  /** Returns true as long as the action has not ended. */
  public boolean isRunning() {
    return !future.isDone();
  }

  /** Interrupts the thread. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Interrupts it until it has ended, and checks that it did not fail. */
  void endByInterrupts() throws Exception {
    until(() -> {
      interrupt();
      return future.isDone();
    });
    result();
  }

  /** Returns the action's result. */
  public T result() throws Exception {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("The other thread failed.", e.getCause());
    }
  }

  /** Returns what the action threw. */
  public Throwable failure() throws Exception {
    try {
      throw new AssertionError(
          "Did not fail, but returned " + future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
