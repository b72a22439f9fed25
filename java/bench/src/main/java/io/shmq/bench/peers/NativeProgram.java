/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Results;
import io.shmq.bench.results.ResultsFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that measures systems in C and in Python. */
final class NativeProgram {
  private final Path program;
  private final Selections selections;
  private final double seconds;

  NativeProgram(Path program, Selections selections, double seconds) {
    this.program = program;
    this.selections = selections;
    this.seconds = seconds;
  }

  /** Runs it for one round, and returns what it measured. */
  List<Measurement> measure(int round) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(selections.arguments());
    command.add("--rounds=1");
    command.add("--seconds=" + seconds);
    command.add("--json=-");
    Process process =
        new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    byte[] json;
    try {
      json = process.getInputStream().readAllBytes();
    } finally {
      process.destroy();
    }
    process.waitFor();
    Results results = ResultsFile.read(new ByteArrayInputStream(json), program.toString());
    return results.measurements().stream()
        .map(measurement -> measurement.inRound(round))
        .toList();
  }
}
