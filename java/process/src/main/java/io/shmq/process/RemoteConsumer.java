/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.Serializable;

/**
 * An action on an argument, for another process: a lambda or a method reference that captures nothing
 * but what is serializable, and queues.
 *
 * @param <T> type of the argument
 */
@FunctionalInterface
public interface RemoteConsumer<T> extends Serializable {
  /**
   * Is called in the other process, and does it.
   *
   * @param argument the argument
   * @throws Exception whatever goes wrong
   */
  void accept(T argument) throws Exception;
}
