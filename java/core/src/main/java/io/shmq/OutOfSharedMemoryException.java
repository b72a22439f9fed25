/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * The file system of shared memory, {@code /dev/shm}, is full. Nothing was put, and the queue is
 * intact.
 */
public final class OutOfSharedMemoryException extends QueueException {
  private static final long serialVersionUID = 1L;

  OutOfSharedMemoryException(String message) {
    super(message);
  }
}
