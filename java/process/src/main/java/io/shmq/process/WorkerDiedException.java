/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * The worker that had a task died before it had an answer: it was killed, or the task called {@link
 * System#exit}. The task may have done a part of its work. The worker has been replaced.
 */
public final class WorkerDiedException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** The worker's process ID. */
  private final long pid;

  /** How it ended. */
  private final int exitCode;

  WorkerDiedException(long pid, int exitCode) {
    super("The worker that had the task died (pid="
        + pid
        + ", exitCode="
        + exitCode
        + (exitCode < 0 ? ", that is signal " + -exitCode : "")
        + "): see what killed it, such as a lack of memory or a System.exit in the task; the pool"
        + " goes on with another worker.");
    this.pid = pid;
    this.exitCode = exitCode;
  }

  /**
   * Returns the worker's process ID.
   *
   * @return process ID
   */
  public long pid() {
    return pid;
  }

  /**
   * Returns how the worker ended.
   *
   * @return exit code as of {@link JavaProcess#exitCode}
   */
  public int exitCode() {
    return exitCode;
  }
}
