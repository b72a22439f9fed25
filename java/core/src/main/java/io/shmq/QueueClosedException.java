/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * The {@link SharedQueue} object was closed, before the call or during it. Nothing was put or taken.
 * The queue itself may live on: other objects and other processes are not concerned.
 */
public final class QueueClosedException extends QueueException {
  private static final long serialVersionUID = 1L;

  QueueClosedException(String message) {
    super(message);
  }
}
