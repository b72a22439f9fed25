/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * There was no room for the message, at once or within the timeout. Nothing was put. The room may be
 * short in messages (see {@link SharedQueue#maxSize}) or in bytes.
 */
public final class QueueFullException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueFullException(String message) {
    super(message);
  }
}
