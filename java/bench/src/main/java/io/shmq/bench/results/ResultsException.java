/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

/** Results that cannot be read, or that do not go together; the message says where, why, and what to do. */
public final class ResultsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ResultsException(String message) {
    super(message);
  }

  ResultsException(String message, Throwable cause) {
    super(message, cause);
  }
}
