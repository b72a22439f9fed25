/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/** Exceptions that nobody is there to catch. */
final class Uncaught {
  private Uncaught() {}

  /** Does with an exception what the application has set for this thread: by default, prints it. */
  static void handle(Throwable e) {
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    if (handler != null) {
      handler.uncaughtException(thread, e);
    }
  }
}
