/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/** The permissions of the queue do not let this process use or remove it. */
public final class QueueAccessException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueAccessException(String message) {
    super(message);
  }
}
