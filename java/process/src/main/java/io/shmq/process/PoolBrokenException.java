/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * The pool cannot have workers: its initializer throws, or their JVMs do not start. The cause or the
 * message says why. Every task of the pool fails so.
 */
public final class PoolBrokenException extends PoolException {
  private static final long serialVersionUID = 1L;

  PoolBrokenException(String message) {
    super(message);
  }

  PoolBrokenException(String message, Throwable cause) {
    super(message, cause);
  }
}
