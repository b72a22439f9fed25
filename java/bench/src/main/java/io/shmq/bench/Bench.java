/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line of the benchmark. A JVM has one binding in its life, so JMH runs once for each,
 * and for each JVM. Their rounds alternate, so that what else the machine does meanwhile slows all
 * of them down alike; and each has C measured beside it, to be compared with.
 */
@Command(
    name = "shmq-java-bench",
    mixinStandardHelpOptions = true,
    description = "Measures a put and a get of a message of 64 bytes, in C and over each binding.")
public final class Bench implements Callable<Integer> {
  private static final int WARMUPS = 5;
  /** Many and short ones, of which some have the processor for themselves. */
  private static final int ITERATIONS = 50;
  /** How many times as long as an iteration a warm-up is. */
  private static final int WARMUP_FACTOR = 10;

  private static final TimeValue TIMEOUT = TimeValue.minutes(1);

  private final PrintStream out;

  @Option(
      names = "--library",
      required = true,
      paramLabel = "FILE",
      description = "The C side: native/target/dist/lib/libshmq-pair.so.")
  private Path library = Path.of("libshmq-pair.so");

  @Option(
      names = "--results",
      required = true,
      paramLabel = "DIR",
      description = "Folder for what JMH prints, and its results as JSON.")
  private Path results = Path.of("target");

  @Option(
      names = "--jvm",
      paramLabel = "JAVA",
      description = "A java command to measure on too, besides the one that runs this.")
  private List<Path> commands = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each is measured, in a JVM of its own every time.")
  private int rounds;

  @Option(
      names = "--iteration",
      paramLabel = "MS",
      defaultValue = "20",
      description = "Milliseconds of each of the iterations of a round.")
  private int iteration;

  private Bench(PrintStream out) {
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
    return new CommandLine(new Bench(out)).execute(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, RunnerException {
    Files.createDirectories(results);
    List<Jvm> jvms = jvms();
    Table table = new Table();
    for (int round = 1; round <= rounds; round++) {
      for (Jvm jvm : jvms) {
        for (String binding : jvm.bindings()) {
          Round measured = measure(jvm, binding, round);
          out.printf("round %d of %d, %s, %s: %s%n", round, rounds, jvm, binding, measured);
          table.add(jvm, binding, measured);
        }
      }
    }
    out.printf("%nmedians of %d rounds, and of the differences in each:%n%n%s", rounds, table);
    return 0;
  }

  private List<Jvm> jvms() throws IOException, InterruptedException {
    Set<Path> distinct = new LinkedHashSet<>();
    distinct.add(Jvm.current().toRealPath());
    for (Path command : commands) {
      distinct.add(command.toRealPath());
    }
    List<Jvm> jvms = new ArrayList<>();
    for (Path command : distinct) {
      jvms.add(Jvm.probe(command));
    }
    return jvms;
  }

  private Round measure(Jvm jvm, String binding, int round) throws RunnerException {
    return new Round(new Runner(options(jvm, binding, round)).run());
  }

  private Options options(Jvm jvm, String binding, int round) {
    String run = "java-" + jvm.version() + "-" + binding + "-" + round;
    return new OptionsBuilder()
        .include("\\b" + PairBenchmark.class.getSimpleName() + "\\b")
        .addProfiler(GCProfiler.class)
        .jvm(jvm.java().toString())
        .jvmArgs(
            "--enable-native-access=ALL-UNNAMED",
            "-Dshmq.binding=" + binding,
            "-D" + CPairs.LIBRARY + "=" + library.toAbsolutePath())
        .forks(1)
        .warmupIterations(WARMUPS)
        .warmupTime(TimeValue.milliseconds((long) WARMUP_FACTOR * iteration))
        .measurementIterations(ITERATIONS)
        .measurementTime(TimeValue.milliseconds(iteration))
        .timeout(TIMEOUT)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.NORMAL)
        .output(results.resolve(run + ".txt").toString())
        .resultFormat(ResultFormatType.JSON)
        .result(results.resolve(run + ".json").toString())
        .build();
  }
}
