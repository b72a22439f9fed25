/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Language;
import io.shmq.bench.results.Machine;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Results;
import io.shmq.bench.results.Run;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Measurements for tests: 64 bytes one way in Java. */
public final class Given {
  private Given() {}

  /** Returns a good measurement, with the processors near each other. */
  public static Measurement rate(String system, int round, double perSecond) {
    return measurement(system, round, perSecond, 100, false, null);
  }

  /** Returns a good measurement, with a cache line that needed so long. */
  public static Measurement at(double line, String system, int round, double perSecond) {
    return measurement(system, round, perSecond, line, false, null);
  }

  /** Returns a measurement beside other work. */
  public static Measurement noisy(String system, int round, double perSecond) {
    return measurement(system, round, perSecond, 100, true, null);
  }

  /** Returns a measurement that failed. */
  public static Measurement failed(String system, int round) {
    return measurement(system, round, null, 100, false, "It hung.");
  }

  /** Returns one run. */
  public static Results run(Measurement... measurements) {
    return new Results(
        new Run(Instant.EPOCH, new Machine("processor", 2, "kernel", "25", null), 3, "command"),
        List.of(),
        Arrays.asList(measurements));
  }

  /** Returns the measurements of one run. */
  public static Samples samples(Measurement... measurements) {
    return Samples.of(List.of(run(measurements)));
  }

  private static Measurement measurement(
      String system, int round, Double perSecond, double line, boolean noisy, String failure) {
    return new Measurement(
        system,
        Language.JAVA,
        Scope.PROCESSES,
        Work.ONE_WAY,
        Wait.SPIN,
        64,
        1,
        1,
        null,
        round,
        perSecond,
        1000,
        1.5,
        3,
        0,
        noisy,
        null,
        null,
        null,
        line,
        line,
        failure);
  }
}
