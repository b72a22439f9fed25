/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Results;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.checkerframework.checker.nullness.qual.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command line of the benchmark against peers. Every system does every work that it can once in
 * each round, in fresh processes, so that all meet the same noise.
 */
@Command(
    name = "shmq-peers-bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures shmq side by side with its peers.")
public final class PeersBench implements Callable<Integer> {
  private static final double NANOS = 1e9;
  /** So many windows are tried for each that is to count. */
  private static final int TRIES = 4;

  private final PrintStream out;

  @Mixin
  private Selections selections = new Selections();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each is measured.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1.5",
      description = "Time that counts in each measurement.")
  private double seconds;

  @Option(
      names = "--window",
      paramLabel = "S",
      defaultValue = "0.5",
      description = "Length of a window of time; one in which other work ran does not count.")
  private double window;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "2",
      description = "Time before the first window.")
  private double warmUp;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "peers",
      description = "Folder for the results, run-INSTANT.json and report/index.html"
          + " (default: ${DEFAULT-VALUE}).")
  private Path results = Path.of("peers");

  @Option(
      names = "--native",
      paramLabel = "FILE",
      description = "The program that measures systems in C and Python: shmq-bench-peers.")
  private @Nullable Path nativeProgram;

  @Option(names = "--list", description = "Prints what would be measured, and does not.")
  private boolean isList;

  private PeersBench(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the benchmark and ends the process with status 0, or 1 if a measurement failed, or 2 if the
   * arguments are wrong.
   *
   * @param args options
   */
  public static void main(String[] args) {
    System.exit(execute(System.out, args));
  }

  /** Runs the benchmark, prints to the given stream, and returns the exit status. */
  static int execute(PrintStream out, String... args) {
    return new CommandLine(new PeersBench(out))
        .setExecutionExceptionHandler((e, command, parsed) -> {
          if (!(e instanceof IllegalArgumentException)) {
            throw e;
          }
          System.err.println(e.getMessage());
          return command.getCommandSpec().exitCodeOnInvalidInput();
        })
        .execute(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, MeasurementException {
    Optional<NativeProgram> other =
        Optional.ofNullable(nativeProgram).map(file -> new NativeProgram(file, seconds));
    List<String> others = other.isPresent() ? other.get().systems() : List.of();
    selections.requireKnown(others);
    List<Contest> contests = selections.contests();
    if (isList) {
      contests.forEach(contest -> out.println(contest));
      return 0;
    }
    Coordinator coordinator = new Coordinator(timing());
    RunFile run = new RunFile(results, rounds);
    boolean isGood = true;
    for (int round = 1; round <= rounds; round++) {
      for (Contest contest : contests) {
        add(run, coordinator.measure(contest.system(), contest.setting(), round));
      }
      if (other.isPresent() && selections.hasAny(others)) {
        isGood &= add(run, other.get(), selections.arguments(others), round);
      }
      // After each, so that a run that is broken off is not in vain.
      run.write();
    }
    out.println("results: " + run.file());
    out.println("report: " + run.report());
    return isGood && run.isGood() ? 0 : 1;
  }

  private Timing timing() {
    int windows = Math.max(1, (int) Math.round(seconds / window));
    return new Timing((long) (warmUp * NANOS), (long) (window * NANOS), windows, windows * TRIES);
  }

  /** Adds what another program measures in a round, and returns true if it did. */
  private boolean add(RunFile run, NativeProgram other, List<String> arguments, int round)
      throws IOException, InterruptedException {
    try {
      Results results = other.measure(arguments, seconds);
      run.note(results);
      results.measurements().forEach(measurement -> add(run, measurement.inRound(round)));
      return true;
    } catch (MeasurementException e) {
      out.println("FAILED: " + e.getMessage());
      return false;
    }
  }

  private void add(RunFile run, Measurement measurement) {
    run.add(measurement);
    out.println(Line.of(measurement));
    out.flush();
  }
}
