/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

/** A child process failed; {@link #isExplained} if it has said why itself. */
final class ChildException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The exit status of a program that has told on standard error what went wrong. */
  private static final int FAILURE = 1;

  private final boolean explained;

  ChildException(String message) {
    super(message);
    explained = false;
  }

  ChildException(String message, int exitStatus) {
    super(message);
    explained = exitStatus == FAILURE;
  }

  boolean isExplained() {
    return explained;
  }
}
