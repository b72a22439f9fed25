/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * The message can never fit: into the queue or into a Java array on a put, or into a Java buffer on a
 * get. Nothing was put or taken.
 */
public final class MessageTooLargeException extends QueueException {
  private static final long serialVersionUID = 1L;

  MessageTooLargeException(String message) {
    super(message);
  }
}
