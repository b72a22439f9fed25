/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * Is told what happens in a {@link ProcessPool}, by threads that have other things to do, now and then
 * by two at once: its methods should not take long. What they throw goes to the thread's handler of
 * uncaught exceptions, and harms nobody.
 */
public interface PoolListener {
  /**
   * A worker has begun.
   *
   * @param pid its process ID
   */
  default void workerStarted(long pid) {}

  /**
   * A worker has ended.
   *
   * @param pid its process ID
   * @param exitCode exit code as of {@link JavaProcess#exitCode}
   */
  default void workerEnded(long pid, int exitCode) {}

  /**
   * Tasks have ended, with an answer or with a failure; a chunk of a map is as many as it has elements.
   *
   * @param ended number of tasks that have ended, since the pool began
   * @param submitted number of tasks that were submitted, since the pool began
   */
  default void progress(long ended, long submitted) {}
}
