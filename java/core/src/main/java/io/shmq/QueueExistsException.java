/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/** A queue with this name exists already. */
public final class QueueExistsException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueExistsException(String message) {
    super(message);
  }
}
