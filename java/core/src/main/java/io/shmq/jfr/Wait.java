/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jfr;

import java.util.function.LongSupplier;

/** A wait that Flight Recorder is told of, if it asks. */
public class Wait {
  /** One that it does not ask for. */
  static final Wait UNRECORDED = new Wait();

  Wait() {}

  /**
   * Waits. It may be another thread that does, for the one that this is reported of.
   *
   * @param action calls C and returns the result
   * @return the result
   */
  public long measure(LongSupplier action) {
    return action.getAsLong();
  }

  /** Reports the wait, if there was one, as one of the calling thread. */
  public void commit() {}
}
