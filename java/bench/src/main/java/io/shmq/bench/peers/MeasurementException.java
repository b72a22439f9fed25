/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** A measurement that came to nothing; the message says why, in a sentence. */
final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1;

  MeasurementException(String message) {
    super(message);
  }
}
