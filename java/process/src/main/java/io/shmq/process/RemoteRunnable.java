/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.Serializable;

/**
 * An action, for another process: a lambda or a method reference that captures nothing
 * but what is serializable, and queues.
 */
@FunctionalInterface
public interface RemoteRunnable extends Serializable {
  /**
   * Is called in the other process, and does it.
   *
   * @throws Exception whatever goes wrong
   */
  void run() throws Exception;
}
