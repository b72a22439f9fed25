/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import java.util.List;

/**
 * A call on a queue of numbers.
 *
 * @param kind which one
 * @param arguments the elements to put or to remove, or the most elements to take
 */
public record Operation(Kind kind, List<Integer> arguments) {
  /** The calls. None of them waits for long. */
  public enum Kind {
    /** {@code putNowait}. */
    PUT,
    /** {@code put} with a short timeout. */
    PUT_WAITING,
    /** {@code putMany}. */
    PUT_MANY,
    /** {@code getNowait}. */
    GET,
    /** {@code get} with a short timeout. */
    GET_WAITING,
    /** {@code getMany}. */
    GET_MANY,
    /** {@code remove} of an element. */
    REMOVE,
    /** {@code peek}. */
    PEEK,
    /** {@code qsize}. */
    QSIZE,
    /** {@code empty}. */
    EMPTY,
    /** {@code full}. */
    FULL,
    /** {@code shutdown}. */
    SHUTDOWN,
    /** {@code shutdownNow}. */
    SHUTDOWN_NOW
  }

  /** Returns a call. */
  public static Operation of(Kind kind, Integer... arguments) {
    return new Operation(kind, List.of(arguments));
  }

  @Override
  public String toString() {
    return kind + arguments.toString();
  }
}
