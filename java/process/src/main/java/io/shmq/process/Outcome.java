/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What has become of a task, for a thread that waits for it. */
final class Outcome {
  private Outcome() {}

  /** Returns the result of a task, or throws what the task has thrown, after a wait. */
  static <R> R of(CompletableFuture<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(@Nullable Throwable thrown) {
    if (thrown instanceof RuntimeException) {
      return (RuntimeException) here(thrown);
    }
    if (thrown instanceof Error) {
      throw (Error) here(thrown);
    }
    return new TaskException(
        "The task has thrown an exception (exception=" + thrown + "): see the cause.",
        thrown == null ? new IllegalStateException() : thrown);
  }

  /** Has an exception tell where it was received; where it was thrown, its last cause tells. */
  private static Throwable here(Throwable thrown) {
    thrown.setStackTrace(new Throwable().getStackTrace());
    return thrown;
  }
}
