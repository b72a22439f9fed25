/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A call on a queue failed. The subclasses are the failures that a program can tell apart; the
 * message says what happened, to which queue, with which figures, and what to do.
 */
public class QueueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueException(String message) {
    super(message);
  }

  QueueException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
