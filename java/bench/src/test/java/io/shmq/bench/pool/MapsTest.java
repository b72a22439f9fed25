/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MapsTest {
  private static final List<Integer> NUMBERS = List.of(0, 1, 2);

  @Test
  void squaresAreRight() {
    Maps.check(NUMBERS, List.of(0, 1, 4));
  }

  @Test
  void wrongResultIsAnError() {
    Exception e =
        assertThrows(IllegalStateException.class, () -> Maps.check(NUMBERS, List.of(0, 1, 2)));
    assertTrue(e.getMessage().contains("element=2, result=2"), e.getMessage());
  }

  @Test
  void missingResultIsAnError() {
    Exception e =
        assertThrows(IllegalStateException.class, () -> Maps.check(NUMBERS, List.of(0, 1)));
    assertTrue(e.getMessage().contains("elements=3, results=2"), e.getMessage());
  }
}
