/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/** There was no message, at once or within the timeout. */
public final class QueueEmptyException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueEmptyException(String message) {
    super(message);
  }
}
