/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskerTest {
  private static final int REQUESTS = 1000;
  private static final long LOOK_NANOS = 1_000;

  @TempDir
  Path folder;

  private long now;

  /** Round trips start each 0.5 ms; one of 100 ms makes 199 more late that were to start in it. */
  @Test
  void aPauseShowsInAllRoundTripsThatWereToStartInIt() throws Exception {
    Histogram nanos = ask(TimeUnit.MILLISECONDS.toNanos(100));
    assertEquals(REQUESTS, nanos.getTotalCount());
    assertTrue(nanos.getValueAtPercentile(50) < TimeUnit.MILLISECONDS.toNanos(1));
    assertEquals(50, nanos.getValueAtPercentile(90) / 1e6, 2);
    assertEquals(100, nanos.getMaxValue() / 1e6, 1);
    long late = nanos.getCountBetweenValues(TimeUnit.MILLISECONDS.toNanos(1), now);
    assertEquals(199, late, 2);
  }

  @Test
  void withoutAPauseNoneIsLate() throws Exception {
    Histogram nanos = ask(0);
    assertEquals(REQUESTS, nanos.getTotalCount());
    assertTrue(nanos.getMaxValue() < 10 * LOOK_NANOS);
  }

  /** Returns how long round trips took by a clock that moves on with each look, and by the pause. */
  private Histogram ask(long pauseNanos) throws Exception {
    Setting setting = new Setting(Work.ROUND_TRIP, Wait.SLEEP, 64, 1, 1, 1 << 20);
    Task task = new Task(
        "a system",
        Role.SENDER,
        setting,
        folder.toString(),
        new ProcessorPair(0, 1),
        new Timing(0, 1, 1, 1));
    Control control = new Control(folder);
    control.window(1);
    control.phase(Phase.RUN);
    Ledger ledger = new Ledger(setting);
    Sender sender = stamp -> {
      if (stamp == REQUESTS / 5) {
        now += pauseNanos;
      }
      return 1;
    };
    Receiver receiver = () -> {
      ledger.enter(ledger.total());
      if (ledger.total() == REQUESTS) {
        control.phase(Phase.DRAIN);
      }
      return 1;
    };
    new Asker(() -> now += LOOK_NANOS, control, task, ledger, sender, receiver).run();
    assertEquals(REQUESTS, control.sent(0));
    return Recorder.read(folder, window -> window == 1);
  }
}
