/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/** What the first byte of an answer's message says of the rest. */
final class AnswerKind {
  /** A worker has begun. */
  static final byte READY = 0;

  /** A worker's initializer has thrown an exception. */
  static final byte UNABLE = 1;

  /** A task's result. */
  static final byte RESULT = 2;

  /** A task's exception. */
  static final byte FAILURE = 3;

  /** From the pool to itself: there is something else to be done. */
  static final byte WAKE_UP = 4;

  private AnswerKind() {}
}
