/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jfr;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The events of one queue. No event class is loaded before Flight Recorder runs, as that would start
 * half of it, which takes some hundred milliseconds; and no class of Flight Recorder at all where
 * its module is not to be had.
 */
public final class QueueEvents {
  private static final boolean HAS_FLIGHT_RECORDER = hasFlightRecorder();

  private final String queue;
  private final Supplier<@Nullable Repairs> counts;
  private final Repairs initial;

  /** What looks for repairs, once Flight Recorder runs and until the queue is closed. */
  private volatile @Nullable Recoveries recoveries;

  private boolean isClosed;

  /**
   * Creates the events of a queue that was just opened.
   *
   * @param queue name of the queue
   * @param counts returns what the queue counts now, or null if it is closed
   */
  public QueueEvents(String queue, Supplier<@Nullable Repairs> counts) {
    this.queue = queue;
    this.counts = counts;
    Repairs now = HAS_FLIGHT_RECORDER ? counts.get() : null;
    initial = now == null ? Repairs.NONE : now;
    if (isRecorderRunning()) {
      recoveries();
    }
  }

  /** Returns true if the module of Flight Recorder is there for this one, which does not insist on it. */
  private static boolean hasFlightRecorder() {
    Optional<Module> module = ModuleLayer.boot().findModule("jdk.jfr");
    return module.isPresent() && QueueEvents.class.getModule().canRead(module.get());
  }

  private static boolean isRecorderRunning() {
    return HAS_FLIGHT_RECORDER && FlightRecorder.isInitialized();
  }

  /**
   * Waits, and reports that.
   *
   * @param operation name of the call that waits
   * @param action calls C and returns the result
   * @return the result
   */
  public long measured(String operation, LongSupplier action) {
    Wait wait = expect(operation);
    try {
      return wait.measure(action);
    } finally {
      wait.commit();
    }
  }

  /**
   * Returns a wait that is about to begin.
   *
   * @param operation name of the call that waits
   */
  public Wait expect(String operation) {
    return isRecorderRunning() ? recorded(operation) : Wait.UNRECORDED;
  }

  private Wait recorded(String operation) {
    Recoveries watched = recoveries();
    if (watched == null) {
      return Wait.UNRECORDED;
    }
    WaitEvent event = new WaitEvent();
    event.queue = queue;
    event.operation = operation;
    return new RecordedWait(event, watched);
  }

  /** Returns what looks for repairs from the first call on, or null after {@link #close}. */
  private @Nullable Recoveries recoveries() {
    Recoveries watched = recoveries;
    return watched == null ? watch() : watched;
  }

  private synchronized @Nullable Recoveries watch() {
    if (recoveries == null && !isClosed) {
      Recoveries watched = new Recoveries(queue, counts, initial);
      RecoveryWatch.add(watched);
      recoveries = watched;
    }
    return recoveries;
  }

  /** Reports the last repairs, and nothing any more from now on. */
  public synchronized void close() {
    Recoveries watched = recoveries;
    isClosed = true;
    if (watched != null) {
      recoveries = null;
      watched.report();
      RecoveryWatch.remove(watched);
    }
  }
}
