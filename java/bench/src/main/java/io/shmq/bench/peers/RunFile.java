/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.report.Report;
import io.shmq.bench.results.Machine;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Results;
import io.shmq.bench.results.ResultsFile;
import io.shmq.bench.results.Run;
import io.shmq.bench.results.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What was measured so far in this run, and its file. */
final class RunFile {
  private final Path folder;
  private final int rounds;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final List<Measurement> measurements = new ArrayList<>();
  private List<Unavailable> unavailable = List.of();
  private @Nullable String compiler;

  /** Creates one for a run of so many rounds, with nothing in it. */
  RunFile(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  void add(Measurement measurement) {
    measurements.add(measurement);
  }

  /** Takes down what another program says of itself, beside its measurements. */
  void note(Results other) {
    unavailable = other.unavailable();
    compiler = other.run().machine().compiler();
  }

  /** Returns true if none of the measurements failed. */
  boolean isGood() {
    return measurements.stream().allMatch(measurement -> measurement.failure() == null);
  }

  /** Writes all that there is. */
  void write() throws IOException {
    Machine machine = ThisMachine.describe(compiler);
    Run run = new Run(started, machine, rounds, ThisMachine.command());
    Files.createDirectories(folder);
    ResultsFile.write(file(), new Results(run, unavailable, measurements));
  }

  /** Makes the report of what was written, and returns its page. */
  Path report() throws IOException {
    return Report.write(List.of(file()), folder.resolve("report"));
  }

  /** Returns the file. */
  Path file() {
    return folder.resolve("run-" + started.toString().replace(':', '-') + ".json");
  }
}
