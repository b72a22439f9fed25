/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/** What the first byte of a task's message says of the rest. */
final class TaskKind {
  /** A function without an argument. */
  static final byte CALL_0 = 0;

  /** A function with an argument. */
  static final byte CALL_1 = 1;

  /** A function with two arguments. */
  static final byte CALL_2 = 2;

  /** A function with an argument, so many arguments. */
  static final byte MAP_1 = 3;

  /** A function with two arguments, so many pairs of arguments. */
  static final byte MAP_2 = 4;

  /** An action without an argument. */
  static final byte RUN_0 = 5;

  /** An action with an argument. */
  static final byte RUN_1 = 6;

  private TaskKind() {}
}
