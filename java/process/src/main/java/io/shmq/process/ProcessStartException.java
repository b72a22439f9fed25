/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * A child JVM did not get as far as to begin with what it was started for. The message says what it
 * said.
 */
public final class ProcessStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProcessStartException(String message) {
    super(message);
  }

  ProcessStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
