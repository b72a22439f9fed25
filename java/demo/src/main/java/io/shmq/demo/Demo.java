/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import io.shmq.Codec;
import io.shmq.QueueException;
import io.shmq.SharedQueue;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command line of the demo: without a command, all programs in order; with one, a single
 * program or the part that a child process has in one.
 */
@Command(
    name = "shmq-demo",
    mixinStandardHelpOptions = true,
    description = "Shows a queue between processes. Without a command: all programs in order.")
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
        || e instanceof IllegalArgumentException
        || e instanceof ChildException) {
      System.err.println(e.getMessage());
      return FAILURE;
    }
    throw e;
  }

  @Override
  public Integer call() throws InterruptedException {
    bounded(TemporaryQueue.freshName());
    processes();
    pool();
    return 0;
  }

  @Command(description = "Program 1: a queue of at most three messages, in one process.")
  void bounded(
      @Parameters(defaultValue = "", description = "Name for the queue; else a fresh one.")
          String name)
      throws InterruptedException {
    TemporaryQueue.with(
        name.isEmpty() ? TemporaryQueue.freshName() : name,
        BoundedQueue.MAX_SIZE,
        queue -> BoundedQueue.run(queue, out));
  }

  @Command(description = "Program 2: a writer and a reader process, each in Java and in C.")
  void processes() throws InterruptedException {
    List<String> javaWriter = Child.jvm("write");
    List<String> javaReader = Child.jvm("read");
    List<String> cWriter = cProgram("shmq-example-writer");
    List<String> cReader = cProgram("shmq-example-reader");
    TwoProcesses.run(javaWriter, javaReader, out);
    TwoProcesses.run(cWriter, javaReader, out);
    TwoProcesses.run(javaWriter, cReader, out);
  }

  private List<String> cProgram(String name) {
    return List.of(cPrograms.resolve(name).toString());
  }

  @Command(description = "Program 3: a queue between the workers of a pool.")
  void pool() throws InterruptedException {
    Pool.run(out);
  }

  @Command(description = "Child of program 2: puts A, B and C.")
  void write(@Parameters(description = "Name of the queue.") String name)
      throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.open(name, Codec.utf8())) {
      TwoProcesses.write(queue, out);
    }
  }

  @Command(description = "Child of program 2: takes messages until there are none.")
  void read(@Parameters(description = "Name of the queue.") String name) {
    try (SharedQueue<String> queue = SharedQueue.open(name, Codec.utf8())) {
      TwoProcesses.read(queue, out);
    }
  }

  @Command(name = "pool-write", description = "Child of program 3: puts a to e.")
  void poolWrite(@Parameters(description = "Name of the queue.") String name)
      throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.open(name, Codec.utf8())) {
      Pool.write(queue, out);
    }
  }

  @Command(name = "pool-read", description = "Child of program 3: takes as many as there are.")
  void poolRead(@Parameters(description = "Name of the queue.") String name)
      throws InterruptedException {
    try (SharedQueue<String> queue = SharedQueue.open(name, Codec.utf8())) {
      Pool.read(queue, out);
    }
  }
}
