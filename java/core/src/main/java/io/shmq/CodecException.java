/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

/**
 * A {@link Codec} cannot turn an element into bytes or bytes into an element. After a put that fails
 * so, nothing was put; after a get, the message is lost and the queue goes on.
 */
public final class CodecException extends QueueException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong with the element or the bytes, with the figures
   */
  public CodecException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what is wrong with the element or the bytes, with the figures
   * @param cause what was thrown
   */
  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
