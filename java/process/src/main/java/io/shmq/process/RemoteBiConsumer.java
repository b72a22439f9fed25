/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.Serializable;

/**
 * An action on two arguments, for another process: a lambda or a method reference that captures nothing
 * but what is serializable, and queues.
 *
 * @param <T> type of the first argument
 * @param <U> type of the second argument
 */
@FunctionalInterface
public interface RemoteBiConsumer<T, U> extends Serializable {
  /**
   * Is called in the other process, and does it.
   *
   * @param first the first argument
   * @param second the second argument
   * @throws Exception whatever goes wrong
   */
  void accept(T first, U second) throws Exception;
}
