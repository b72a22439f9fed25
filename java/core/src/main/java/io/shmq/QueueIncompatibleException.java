/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * The queue was made in another PID namespace or with another mutex layout (another C library or
 * word size), so that this process cannot share its locks.
 */
public final class QueueIncompatibleException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueIncompatibleException(String message) {
    super(message);
  }
}
