/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.util.concurrent.locks.LockSupport;

/** Sends nothing, but for one message at the end: the consumer has waited for it all the time. */
final class IdleSender implements Participant {
  private static final long PAUSE_NANOS = 10_000_000;

  private final Control control;
  private final Sender sender;

  IdleSender(Control control, Sender sender) {
    this.control = control;
    this.sender = sender;
  }

  @Override
  public void run() throws Exception {
    while (control.phase().isBefore(Phase.DRAIN)) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    long deadline = System.nanoTime() + Patience.LONG.toNanos();
    while (sender.offer(Content.stamp(0, 0)) == 0) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "There is no room for a single message (waited=" + Patience.LONG.toSeconds() + " s).");
      }
    }
    control.sent(0, 1);
  }
}
