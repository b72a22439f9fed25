/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import java.util.List;

/**
 * What a call on a queue of numbers returned.
 *
 * @param outcome how it ended
 * @param values the elements taken, or the answer: a number, or 1 for true and 0 for false
 */
public record Result(Outcome outcome, List<Integer> values) {
  /** How a call ends. */
  public enum Outcome {
    /** With an answer. */
    DONE,
    /** There was no room. */
    FULL,
    /** There was no element. */
    EMPTY,
    /** The queue was shut down. */
    SHUT_DOWN,
    /** Another had the lock and did not run; this says nothing about the queue. */
    BUSY
  }

  /** Returns the result of a call that ended with an answer. */
  public static Result done(Integer... values) {
    return new Result(Outcome.DONE, List.of(values));
  }

  /** Returns the result of a call that refused. */
  public static Result refused(Outcome outcome) {
    return new Result(outcome, List.of());
  }

  @Override
  public String toString() {
    return outcome == Outcome.DONE ? values.toString() : outcome.toString();
  }
}
