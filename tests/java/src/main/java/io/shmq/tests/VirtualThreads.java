/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Virtual threads, for tests that Java 17 compiles too. */
final class VirtualThreads {
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private VirtualThreads() {}

  static Thread start(Runnable action) throws Exception {
    try {
      MethodHandle start = MethodHandles.lookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
      return (Thread) start.invokeExact(action);
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Returns when all of them have ended. */
  static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        throw new AssertionError("A virtual thread did not end in time.");
      }
    }
  }
}
