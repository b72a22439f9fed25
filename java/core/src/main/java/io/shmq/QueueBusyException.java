/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * A call that may not wait could not have the queue's lock, because the process that holds it does
 * not run. This says nothing about whether the queue is full or empty. Nothing was put or taken.
 */
public final class QueueBusyException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueBusyException(String message) {
    super(message);
  }
}
