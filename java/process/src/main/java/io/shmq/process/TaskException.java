/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * A task failed. {@link ProcessPool#apply} throws this with the task's checked exception as its cause;
 * on its own it stands for an exception, an argument or a result that cannot travel between the
 * processes, and the message says which.
 */
public final class TaskException extends PoolException {
  private static final long serialVersionUID = 1L;

  TaskException(String message) {
    super(message);
  }

  TaskException(String message, Throwable cause) {
    super(message, cause);
  }
}
