/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SystemsTest {
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int CAPACITY = 1 << 20;

  /** Returns for each system the most demanding works that it takes. */
  static List<Contest> contests() {
    List<Contest> contests = new ArrayList<>();
    for (PeerSystem system : Systems.all()) {
      Stream.of(
              new Setting(Work.ROUND_TRIP, Wait.SPIN, 64, 1, 1, CAPACITY),
              new Setting(Work.ROUND_TRIP, Wait.SLEEP, 64, 1, 1, CAPACITY),
              new Setting(Work.ONE_WAY, Wait.SPIN, 64, 1, 1, CAPACITY),
              new Setting(Work.ONE_WAY, Wait.SPIN, 65536, 1, 1, CAPACITY))
          .filter(system::takes)
          .findFirst()
          .ifPresent(setting -> contests.add(new Contest(system, setting)));
    }
    Setting many = new Setting(Work.MANY_TO_MANY, Wait.DEFAULT, 64, 3, 2, CAPACITY);
    Setting idle = new Setting(Work.IDLE, Wait.DEFAULT, 64, 1, 1, CAPACITY);
    Setting all = new Setting(Work.MANY_TO_MANY, Wait.DEFAULT, 64, 20, 20, CAPACITY);
    contests.add(new Contest(Systems.named("shmq"), all));
    contests.add(new Contest(Systems.named("JCTools MpmcArrayQueue"), many));
    contests.add(new Contest(Systems.named("shmq"), idle));
    contests.add(new Contest(Systems.named("JeroMQ"), idle));
    return contests;
  }

  @ParameterizedTest
  @MethodSource("contests")
  void everySystemWorksAndLeavesNothingBehind(Contest contest) throws Exception {
    Set<Path> before = memory();
    Measurement measurement = new Coordinator(new Timing(MOMENT, MOMENT, 1, 1))
        .measure(contest.system(), contest.setting(), 1);
    assertEquals(null, measurement.failure());
    assertTrue(measurement.seconds() > 0);
    Set<Path> after = memory();
    after.removeAll(before);
    assertEquals(Set.of(), after);
  }

  /** Returns what this process and its children have in memory. */
  private static Set<Path> memory() throws IOException {
    try (Stream<Path> files = Files.list(Scene.MEMORY)) {
      return files
          .filter(file -> file.getFileName().toString().contains(Scene.FOLDERS))
          .collect(Collectors.toSet());
    }
  }
}
