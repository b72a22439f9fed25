/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.Codec;
import io.shmq.QueueException;
import io.shmq.SharedQueue;
import io.shmq.process.PoolException;
import io.shmq.process.ProcessStartException;
import io.shmq.process.QueueManager;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command line of the demo: without a command, the tutorial's programs in order; with one, a
 * single program.
 */
@Command(
    name = "shmq-demo",
    mixinStandardHelpOptions = true,
    description = "Shows a queue between processes. Without a command: programs 1 to 3.")
public final class Demo implements Callable<Integer> {
  private static final int FAILURE = 1;

  private final PrintStream out = System.out;

  @Option(
      names = "--c-programs",
      paramLabel = "DIR",
      description = "Folder of shmq-example-writer and shmq-example-reader.")
  private Path cPrograms = Path.of("native", "target", "dist", "bin");

  private Demo() {}

  /**
   * Runs the demo and ends the process with status 0, or 1 if something failed, or 2 if the
   * arguments are wrong.
   *
   * @param args options and command
   */
  public static void main(String[] args) {
    CommandLine commandLine = new CommandLine(new Demo());
    commandLine.setExecutionExceptionHandler((e, command, arguments) -> explain(e));
    System.exit(commandLine.execute(args));
  }

  /** Says in one sentence what went wrong, and returns the exit status; a bug is thrown on. */
  private static int explain(Exception e) throws Exception {
    if (e instanceof ChildException && ((ChildException) e).isExplained()) {
      return FAILURE;
    }
    if (e instanceof QueueException
        || e instanceof ProcessStartException
        || e instanceof PoolException
        || e instanceof ChildException
        || e instanceof IllegalArgumentException) {
      System.err.println(e.getMessage());
      return FAILURE;
    }
    throw e;
  }

  @Override
  public Integer call() throws InterruptedException {
    bounded("");
    processes();
    pool();
    return 0;
  }

  @Command(description = "Program 1: a queue of at most three messages, in one process.")
  void bounded(
      @Parameters(defaultValue = "", description = "Name for the queue; else a fresh one.")
          String name)
      throws InterruptedException {
    try (QueueManager manager = new QueueManager();
        SharedQueue<String> queue = name.isEmpty()
            ? manager.queue(BoundedQueue.MAX_SIZE, Codec.utf8())
            : manager.queue(name, BoundedQueue.MAX_SIZE, Codec.utf8())) {
      BoundedQueue.run(queue, out);
    }
  }

  @Command(description = "Program 2: a writer and a reader process, each in Java and in C.")
  void processes() throws InterruptedException {
    TwoProcesses.Child cWriter = cProgram("shmq-example-writer");
    TwoProcesses.Child cReader = cProgram("shmq-example-reader");
    TwoProcesses.run(TwoProcesses::runWriter, TwoProcesses::runReader, out);
    TwoProcesses.run(cWriter, TwoProcesses::runReader, out);
    TwoProcesses.run(TwoProcesses::runWriter, cReader, out);
  }

  private TwoProcesses.Child cProgram(String name) {
    Path program = cPrograms.resolve(name);
    return queue -> CProgram.run(program, queue.name());
  }

  @Command(description = "Program 3: a queue between the workers of a pool.")
  void pool() throws InterruptedException {
    Pool.run(out);
  }

  @Command(description = "Counts primes in a pool, and shows a progress bar meanwhile.")
  void progress(
      @Option(
              names = "--below",
              paramLabel = "N",
              defaultValue = "5000000",
              description = "The primes less than this are counted (default: ${DEFAULT-VALUE}).")
          long limit)
      throws InterruptedException {
    out.println(Primes.countBelow(limit) + " primes below " + limit);
  }
}
