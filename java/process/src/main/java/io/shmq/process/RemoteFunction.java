/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.Serializable;

/**
 * A computation from an argument, for another process: a lambda or a method reference that captures nothing
 * but what is serializable, and queues.
 *
 * @param <T> type of the argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface RemoteFunction<T, R> extends Serializable {
  /**
   * Is called in the other process, and returns its result.
   *
   * @param argument the argument
   * @return the result
   * @throws Exception whatever goes wrong
   */
  R apply(T argument) throws Exception;
}
