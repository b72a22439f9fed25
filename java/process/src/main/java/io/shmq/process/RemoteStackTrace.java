/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/**
 * Where an exception was thrown in a worker. It is the last cause of an exception that a task has
 * thrown.
 */
public final class RemoteStackTrace extends Exception {
  private static final long serialVersionUID = 1L;

  RemoteStackTrace(long pid, String trace) {
    super("in worker " + pid + ":\n" + trace.stripTrailing(), null, true, false);
  }
}
