/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * A task of a {@link ProcessPool} failed for a reason that is not its own. The subclasses are the
 * reasons that a program can tell apart.
 */
public class PoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PoolException(String message) {
    super(message);
  }

  PoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
