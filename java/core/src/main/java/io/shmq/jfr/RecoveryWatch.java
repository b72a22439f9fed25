/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jfr;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import jdk.jfr.FlightRecorder;

/**
 * Has Flight Recorder's own thread look for repairs of all open queues, as often as the period of
 * the event says: a process may neither wait nor do anything else where it would notice them.
 */
final class RecoveryWatch {
  /** Weak, so that a queue that is dropped without having been closed is not kept. */
  private static final Map<Recoveries, Boolean> OPEN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final Runnable HOOK = RecoveryWatch::report;

  private RecoveryWatch() {}

  /** Begins to look for repairs of a queue. */
  static synchronized void add(Recoveries queue) {
    if (OPEN.isEmpty()) {
      // One may be left by queues that were not closed.
      FlightRecorder.removePeriodicEvent(HOOK);
      FlightRecorder.addPeriodicEvent(RecoveryEvent.class, HOOK);
    }
    OPEN.put(queue, true);
  }

  /** Looks no more for repairs of a queue. With the last of them, Flight Recorder forgets this class. */
  static synchronized void remove(Recoveries queue) {
    OPEN.remove(queue);
    if (OPEN.isEmpty()) {
      FlightRecorder.removePeriodicEvent(HOOK);
    }
  }

  /** Flight Recorder may hold locks here that the methods above need: this must not take theirs. */
  private static void report() {
    List<Recoveries> queues;
    synchronized (OPEN) {
      queues = List.copyOf(OPEN.keySet());
    }
    queues.forEach(Recoveries::report);
  }
}
