/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Wait;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Sends a message, waits for its answer, and takes down how long that took. Requests are to start at
 * a fixed rate, and the time counts from when each was to start: one that has to wait for a late one
 * before it is late itself. Only where both sides are to be busy all the time, as with the default
 * wait, does the next start when the one before has ended.
 */
final class Asker implements Participant {
  /** The time from one start to the next, in nanoseconds, while all spin. */
  private static final long SPINNING_INTERVAL = 2_000;

  /** The same where both sides are to be asleep before each. */
  private static final long SLEEPING_INTERVAL = 500_000;

  private final LongSupplier clock;
  private final Control control;
  private final Task task;
  private final Ledger ledger;
  private final Sender sender;
  private final Receiver receiver;
  private final Recorder recorder;
  private long asked;

  /** Creates one that goes by a clock of nanoseconds. */
  Asker(
      LongSupplier clock,
      Control control,
      Task task,
      Ledger ledger,
      Sender sender,
      Receiver receiver) {
    this.clock = clock;
    this.control = control;
    this.task = task;
    this.ledger = ledger;
    this.sender = sender;
    this.receiver = receiver;
    recorder = new Recorder(task.timing().maxWindows());
  }

  @Override
  public void run() throws Exception {
    while (control.phase().isBefore(Phase.RUN)) {
      Thread.onSpinWait();
    }
    long median = backToBack(clock.getAsLong() + task.timing().warmUpNanos() / 2);
    if (task.setting().waiting() == Wait.DEFAULT) {
      backToBack(Long.MAX_VALUE);
    } else {
      long interval = interval(median);
      control.interval(interval);
      atRate(interval);
    }
    recorder.write(Path.of(task.folder()));
    control.sent(0, asked);
  }

  /** Returns an interval that leaves this system half of the time idle at least. */
  private long interval(long median) {
    long interval = task.setting().waiting() == Wait.SPIN ? SPINNING_INTERVAL : SLEEPING_INTERVAL;
    while (interval < 2 * median) {
      interval *= 2;
    }
    return interval;
  }

  /** Asks one after the other until a time, and returns the median of what they took. */
  private long backToBack(long end) throws Exception {
    Recorder own = new Recorder(0);
    long start = clock.getAsLong();
    while (isRunning() && start < end) {
      ask();
      long now = clock.getAsLong();
      own.record(0, now - start);
      recorder.record(control.window(), now - start);
      start = now;
    }
    return own.median();
  }

  private void atRate(long interval) throws Exception {
    long start = clock.getAsLong() + interval;
    while (isRunning()) {
      while (clock.getAsLong() < start) {
        Thread.onSpinWait();
      }
      ask();
      recorder.record(control.window(), clock.getAsLong() - start);
      start += interval;
    }
  }

  private void ask() throws Exception {
    while (sender.offer(Content.stamp(0, asked)) == 0 && isRunning()) {
      Thread.onSpinWait();
    }
    asked++;
    while (ledger.total() < asked) {
      if (receiver.poll() == 0) {
        requireNotEnded();
        Thread.onSpinWait();
      }
    }
  }

  private boolean isRunning() {
    return control.phase().isBefore(Phase.DRAIN);
  }

  private void requireNotEnded() {
    if (!control.phase().isBefore(Phase.END)) {
      throw new IllegalStateException("There is no answer (asked=" + asked + ").");
    }
  }
}
