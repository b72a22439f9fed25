/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertEquals(Optional.of(new Spread(3, 1, 100, 3)), Spread.of(List.of(100.0, 1.0, 3.0)));
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertEquals(Optional.of(new Spread(2.5, 1, 9, 4)), Spread.of(List.of(9.0, 2.0, 1.0, 3.0)));
  }

  @Test
  void oneIsItsOwnMedian() {
    assertEquals(Optional.of(new Spread(7, 7, 7, 1)), Spread.of(List.of(7.0)));
  }

  @Test
  void nothingHasNone() {
    assertEquals(Optional.empty(), Spread.of(List.of()));
  }
}
