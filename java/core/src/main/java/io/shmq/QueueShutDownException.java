/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * The queue was shut down, in this process or another: for puts at once, for gets when nothing is
 * left.
 */
public final class QueueShutDownException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueShutDownException(String message) {
    super(message);
  }
}
