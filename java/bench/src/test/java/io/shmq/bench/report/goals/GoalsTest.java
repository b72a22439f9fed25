/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoalsTest {
  @Test
  void everyTopicHasItsBounds() {
    Map<String, List<String>> bounds = Goals.all().stream()
        .collect(Collectors.groupingBy(
            Goal::topic,
            Collectors.mapping(
                goal -> goal.bound().text(),
                Collectors.collectingAndThen(
                    Collectors.toList(), texts -> texts.stream().distinct().toList()))));
    assertEquals(
        Map.of(
            "64 B one way", List.of("≥ 1.000", "≥ 0.500", "≥ 1.500"),
            "64 B round trip, spinning", List.of("≤ 1.150", "≤ 1.400", "≤ 1.000"),
            "64 B round trip, asleep", List.of("≤ 1.150", "≤ 0.050"),
            "64 KiB one way", List.of("≥ 1.000", "≥ 1.500"),
            "64 B many to many", List.of("≥ 3.000", "≥ 20.0", "≥ 0.100"),
            "Java against C", List.of("≥ 0.800", "≤ 1.200"),
            "Capacity", List.of("≥ 0.900"),
            "Idle", List.of("< 0.0010")),
        bounds);
  }

  @Test
  void manyToManyHasSixSettingsOfThreeComparisonsInTwoLanguages() {
    assertEquals(
        36,
        Goals.all().stream()
            .filter(goal -> goal.topic().equals("64 B many to many"))
            .count());
  }

  @Test
  void noGoalIsThereTwice() {
    List<Goal> all = Goals.all();
    assertEquals(all.size(), new HashSet<>(all).size());
  }
}
