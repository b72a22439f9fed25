/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Ratio RATIO = new Ratio("pool", "queues", "");

  private static Round round(double queues, double pool) {
    Round round = new Round();
    round.add("queues", queues);
    round.add("pool", pool);
    return round;
  }

  @Test
  void timeIsTheMedianOfTheRounds() {
    Rounds rounds = new Rounds();
    rounds.add(round(300, 1));
    rounds.add(round(100, 1));
    rounds.add(round(200, 1));
    assertEquals(200, rounds.time("queues"));
  }

  @Test
  void ratioIsTheMedianOfTheRatiosOfEachRound() {
    Rounds rounds = new Rounds();
    rounds.add(round(100, 200));
    rounds.add(round(1000, 3000));
    rounds.add(round(10, 70));
    // That of the medians is 200 / 100.
    assertEquals(3, rounds.ratio(RATIO));
  }

  @Test
  void roundIsPrintedInTheOrderOfItsMeasurements() {
    assertEquals("queues 0.30 us, pool 1.05 us", round(300, 1050).format(Unit.MICROSECONDS));
    assertEquals("queues 1.50 ms, pool 2.00 ms", round(1.5e6, 2e6).format(Unit.MILLISECONDS));
  }

  @Test
  void whatWasNotMeasuredIsToldWithWhatWas() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> round(1, 2).time("Python"));
    assertTrue(e.getMessage().contains("name=Python, measured=[queues, pool]"), e.getMessage());
  }
}
