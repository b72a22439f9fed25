/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void ratesHaveThreeDigitsAndAUnit() {
    assertEquals("61.2 M/s", Units.rate(61_234_567));
    assertEquals("970 k/s", Units.rate(970_000));
    assertEquals("1.00 M/s", Units.rate(999_600));
    assertEquals("8.00 /s", Units.rate(8));
    assertEquals("3.91 GB/s", Units.bytesPerSecond(3.91e9));
  }

  @Test
  void timesHaveThreeDigitsAndAUnit() {
    assertEquals("152 ns", Units.time(152.3));
    assertEquals("8.36 µs", Units.time(8359));
    assertEquals("54.0 ms", Units.time(5.4e7));
  }

  @Test
  void lengthsAreInPowersOfTwo() {
    assertEquals("64 B", Units.bytes(64));
    assertEquals("64 KiB", Units.bytes(65536));
    assertEquals("64 MiB", Units.bytes(67108864));
    assertEquals("1500 B", Units.bytes(1500));
  }

  @Test
  void aRatioThatJustMissesDoesNotLookLikeOne() {
    assertEquals("0.996", Units.ratio(0.996));
    assertEquals("1.500", Units.ratio(1.5));
    assertEquals("0.0009", Units.ratio(0.0009));
    assertEquals("31.4", Units.ratio(31.41));
  }

  @Test
  void sharesAreInPercent() {
    assertEquals("0.040 %", Units.percent(0.0004));
  }
}
