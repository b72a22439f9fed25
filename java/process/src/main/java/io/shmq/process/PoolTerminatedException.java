/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/** The pool was terminated before the task had an answer. */
public final class PoolTerminatedException extends PoolException {
  private static final long serialVersionUID = 1L;

  PoolTerminatedException() {
    super("The pool was terminated before the task had an answer.");
  }
}
