/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final long SECOND = 1_000_000_000;

  private static Window window(int number, double otherShare) {
    return new Window(number, number * 100L, SECOND, otherShare);
  }

  @Test
  void aWindowIsWhatPassedBetweenTwoMoments() {
    Window window =
        Window.between(1, new Moment(0, 1000, 500, 400), new Moment(SECOND, 5000, 700, 594), 2);
    assertEquals(4000, window.messages());
    assertEquals(0.03, window.otherShare(), 1e-9);
    assertFalse(window.isQuiet());
  }

  @Test
  void theParticipantsOwnWorkIsNoNoise() {
    Window window = Window.between(1, new Moment(0, 0, 0, 0), new Moment(SECOND, 1, 200, 198), 2);
    assertEquals(0.01, window.otherShare(), 1e-9);
    assertTrue(window.isQuiet());
  }

  @Test
  void windowsInWhichOtherWorkRanAreDiscardedAndCounted() {
    Selection selection = Selection.of(List.of(window(1, 0), window(2, 0.5), window(3, 0.01)), 2);
    assertTrue(selection.has(1) && selection.has(3));
    assertFalse(selection.has(2));
    assertEquals(400, selection.messages());
    assertEquals(2, selection.seconds());
    assertEquals(2, selection.quiet());
    assertEquals(1, selection.discarded());
    assertFalse(selection.isNoisy());
  }

  @Test
  void ifTooFewAreQuietTheLeastNoisyCountAndItIsSaid() {
    Selection selection = Selection.of(List.of(window(1, 0.9), window(2, 0.5), window(3, 0.01)), 2);
    assertTrue(selection.has(2) && selection.has(3));
    assertEquals(1, selection.quiet());
    assertEquals(2, selection.discarded());
    assertTrue(selection.isNoisy());
  }
}
