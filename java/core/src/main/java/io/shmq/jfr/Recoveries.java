/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jfr;

import java.util.function.Supplier;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Notices the repairs of one queue. C counts them in the queue's memory, for all processes: whoever
 * repairs does so in the midst of some call, which has other things to return.
 */
final class Recoveries {
  private final String queue;
  private final Supplier<@Nullable Repairs> counts;

  /** The counts that were reported, or that there were from the beginning. Guarded by this. */
  private Repairs known;

  Recoveries(String queue, Supplier<@Nullable Repairs> counts, Repairs known) {
    this.queue = queue;
    this.counts = counts;
    this.known = known;
  }

  /** Reports what has been repaired since this was called last, if a recording asks for that. */
  void report() {
    if (!new RecoveryEvent().isEnabled()) {
      return;
    }
    Repairs now = counts.get();
    if (now != null) {
      report(now);
    }
  }

  private synchronized void report(Repairs now) {
    // Another thread may have come first, with later counts.
    if (now.recoveries() <= known.recoveries()) {
      return;
    }
    RecoveryEvent event = new RecoveryEvent();
    event.queue = queue;
    event.recoveries = now.recoveries() - known.recoveries();
    event.rolledForward = now.rolledForward() - known.rolledForward();
    event.totalRecoveries = now.recoveries();
    event.totalRolledForward = now.rolledForward();
    event.commit();
    known = now;
  }
}
