/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the benchmark of the pool. */
@Command(
    name = "shmq-pool-bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures what a task of a pool and the start of a worker cost, beside two queues,"
            + " a JVM that does nothing, and Python's pool.")
public final class PoolBench implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "How often each is measured.")
  private int rounds;

  @Option(
      names = "--trips",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Round trips back to back in a batch.")
  private int trips;

  @Option(
      names = "--pauses",
      paramLabel = "N",
      defaultValue = "200",
      description = "Round trips with a pause before each in a round.")
  private int pauses;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Maps before those that count.")
  private int warmups;

  @Option(
      names = "--numbers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Numbers in a map.")
  private int numbers;

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      defaultValue = "python3",
      description = "How Python is called, to be compared with.")
  private String python = "python3";

  private PoolBench(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the benchmark and ends the process with status 0, or 1 if something failed, or 2 if the
   * arguments are wrong.
   *
   * @param args options
   */
  public static void main(String[] args) {
    System.exit(execute(System.out, args));
  }

  /** Runs the benchmark, prints to the given stream, and returns the exit status. */
  static int execute(PrintStream out, String... args) {
    return new CommandLine(new PoolBench(out)).execute(args);
  }

  @Override
  public Integer call() throws Exception {
    out.printf(
        "Java %d, %d processors%n",
        Runtime.version().feature(), Runtime.getRuntime().availableProcessors());
    RoundTrips.run(out, rounds, trips, pauses);
    Starts.run(out, rounds);
    if (PythonPool.isThere(python)) {
      Maps.run(out, python, warmups, rounds, numbers);
    } else {
      out.printf(
          "%nA map: SKIPPED, there is no Python with multiprocessing to compare with"
              + " (command=%s): name another one with --python.%n",
          python);
    }
    return 0;
  }
}
