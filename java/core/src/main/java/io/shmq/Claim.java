/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/**
 * The right of one {@link SharedQueue} object to be the only producer or consumer; see {@link
 * SharedQueue#claim}. Closing it lets the ends go.
 */
@InheritableMustCall("close")
public final class Claim implements AutoCloseable {
  private final Endpoint endpoint;
  private final int ends;
  private boolean isClosed;

  Claim(Endpoint endpoint, int ends) {
    this.endpoint = endpoint;
    this.ends = ends;
  }

  /**
   * Lets the ends go. Closing again does nothing, nor does closing after the queue was closed, which
   * lets them go as well.
   *
   * @throws QueueBusyException if another thread is inside a call at one of the ends; the claim
   *     stands
   */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      endpoint.unclaim(ends);
      isClosed = true;
    }
  }
}
