/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/** The object under the queue's name is no queue of this version of shmq, or is damaged. */
public final class QueueCorruptException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueCorruptException(String message) {
    super(message);
  }
}
