/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets virtual threads wait in C. A thread in C keeps its carrier, so that a virtual one hands its
 * wait to a platform thread and parks.
 */
final class VirtualThreads {
  /** {@code Thread.isVirtual}, or false on a Java that has no virtual threads. */
  private static final MethodHandle IS_VIRTUAL = isVirtual();

  private VirtualThreads() {}

  private static MethodHandle isVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      MethodHandle no = MethodHandles.constant(boolean.class, false);
      return MethodHandles.dropArguments(no, 0, Thread.class);
    }
  }

  /** Returns true if the calling thread is a virtual one. */
  static boolean isCurrent() {
    try {
      return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The platform threads that wait, one for each virtual thread that does at a time. There are none
   * until the first has to, and none any more when nobody has for a while.
   */
  private static final class Pool {
    private static final AtomicLong COUNT = new AtomicLong();

    static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Pool::thread);

    private Pool() {}

    private static Thread thread(Runnable work) {
      Thread thread = new Thread(work, "shmq-wait-" + COUNT.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }

  /**
   * Runs an action in a platform thread and returns its result. An interrupt of the calling thread
   * is passed on, and the action has its own way to end then; if it ends with a result all the same,
   * the calling thread stays interrupted.
   *
   * @throws Exception what the action throws
   */
  static <T> T call(Callable<T> action) throws Exception {
    Handover<T> handover = new Handover<>(action);
    Pool.THREADS.execute(handover);
    return handover.await();
  }

  /** Runs a call of C in a platform thread, as {@link #call} does, and returns its result. */
  static long result(LongSupplier action) {
    try {
      return call(action::getAsLong);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
