/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.Serializable;

/**
 * A computation, for another process: a lambda or a method reference that captures nothing
 * but what is serializable, and queues.
 *
 * @param <R> type of the result
 */
@FunctionalInterface
public interface RemoteCallable<R> extends Serializable {
  /**
   * Is called in the other process, and returns its result.
   *
   * @return the result
   * @throws Exception whatever goes wrong
   */
  R call() throws Exception;
}
