/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.Serializable;

/**
 * A computation from two arguments, for another process: a lambda or a method reference that captures nothing
 * but what is serializable, and queues.
 *
 * @param <T> type of the first argument
 * @param <U> type of the second argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface RemoteBiFunction<T, U, R> extends Serializable {
  /**
   * Is called in the other process, and returns its result.
   *
   * @param first the first argument
   * @param second the second argument
   * @return the result
   * @throws Exception whatever goes wrong
   */
  R apply(T first, U second) throws Exception;
}
