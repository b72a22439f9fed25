/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/** There is no queue with this name. */
public final class QueueNotFoundException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueNotFoundException(String message) {
    super(message);
  }
}
