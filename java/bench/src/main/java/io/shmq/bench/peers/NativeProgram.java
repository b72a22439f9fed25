/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Results;
import io.shmq.bench.results.ResultsException;
import io.shmq.bench.results.ResultsFile;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that measures systems in C and in Python. */
final class NativeProgram {
  /** More measurements than it makes in a round, and seconds that each may take beside its own time. */
  private static final int MEASUREMENTS = 300;

  private static final int BESIDE_SECONDS = 6;
  /** How many times the time that counts a measurement may take: windows may have to be repeated. */
  private static final int REPEATS = 4;

  private static final String NOT_HERE = "not measured here: ";

  private final Path program;
  private final Duration limit;

  NativeProgram(Path program, double seconds) {
    this(program, Duration.ofSeconds((long) (MEASUREMENTS * (BESIDE_SECONDS + REPEATS * seconds))));
  }

  /** Creates one that is ended after some time. */
  NativeProgram(Path program, Duration limit) {
    this.program = program;
    this.limit = limit;
  }

  /** Returns the names of its systems. */
  List<String> systems() throws IOException, InterruptedException, MeasurementException {
    Path said = Files.createTempFile("shmq-bench-", ".txt");
    try {
      run(List.of("--list"), said);
      return Files.readAllLines(said).stream()
          .filter(line -> !line.startsWith(NOT_HERE))
          .toList();
    } finally {
      Files.delete(said);
    }
  }

  /** Runs it for one round, and returns what it measured. */
  Results measure(List<String> selection, double seconds)
      throws IOException, InterruptedException, MeasurementException {
    List<String> arguments = new ArrayList<>(selection);
    arguments.add("--rounds=1");
    arguments.add("--seconds=" + seconds);
    arguments.add("--json=-");
    Path json = Files.createTempFile("shmq-bench-", ".json");
    try {
      int status = run(arguments, json);
      try {
        return ResultsFile.read(json);
      } catch (ResultsException e) {
        throw new MeasurementException("The program gave no results (" + describe() + ", status="
            + status + "): " + e.getMessage());
      }
    } finally {
      Files.delete(json);
    }
  }

  /** Returns its exit status; it is not 0 if a measurement failed, which its results say as well. */
  private int run(List<String> arguments, Path output)
      throws IOException, InterruptedException, MeasurementException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command)
        .redirectOutput(output.toFile())
        .redirectError(Redirect.INHERIT)
        .start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new MeasurementException("The program took too long (" + describe() + ", arguments="
            + arguments + ", waited=" + limit.toMillis() + " ms): it was ended.");
      }
      return process.exitValue();
    } finally {
      end(process);
    }
  }

  /** Ends it with all processes that it started. */
  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private String describe() {
    return "program=" + program;
  }
}
