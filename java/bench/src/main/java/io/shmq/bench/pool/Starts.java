/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import io.shmq.bench.Jvm;
import io.shmq.process.JavaProcess;
import io.shmq.process.ProcessPool;
import io.shmq.process.ProcessPoolBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The start of a child and of a worker, beside that of a JVM with the same command that does nothing. */
final class Starts {
  private static final String JVM = "JVM alone";
  private static final String CHILD = "JavaProcess";
  private static final String WORKER = "pool";
  private static final String ARCHIVED = "pool with archive";

  private static final long TIMEOUT_SECONDS = 60;

  /** The first ones find neither the files in the page cache nor this program compiled. */
  private static final int WARMUPS = 2;

  private Starts() {}

  static void run(PrintStream out, int rounds) throws Exception {
    Path archives = Files.createTempDirectory("shmq-bench-");
    try {
      run(out, rounds, archives);
    } finally {
      delete(archives);
    }
  }

  private static void run(PrintStream out, int rounds, Path archives) throws Exception {
    new Comparison("A start", Unit.MILLISECONDS)
        .measure(JVM, Starts::jvm)
        .measure(CHILD, Starts::child)
        .measure(WORKER, () -> worker(ProcessPool.builder()))
        .measure(ARCHIVED, () -> worker(ProcessPool.builder().classDataArchive(archives)))
        .ratio(new Ratio(JVM, CHILD, "the share of the JVM's own start"))
        .ratio(new Ratio(JVM, WORKER, "the same, to the answer of the first task"))
        .ratio(new Ratio(JVM, ARCHIVED, "the same, with an archive of its classes"))
        .run(out, WARMUPS, rounds);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static double jvm() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Jvm.current().toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-classpath");
    command.add(System.getProperty("java.class.path", ""));
    command.add(Tasks.class.getName());
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("A JVM that is to do nothing does not end well (command="
            + String.join(" ", command)
            + ", timeout="
            + TIMEOUT_SECONDS
            + " s): try the command by hand.");
      }
      return System.nanoTime() - start;
    } finally {
      process.destroyForcibly();
    }
  }

  private static double child() throws InterruptedException {
    long start = System.nanoTime();
    try (JavaProcess child = JavaProcess.start(Tasks::nothing)) {
      long time = System.nanoTime() - start;
      child.join();
      return time;
    }
  }

  private static double worker(ProcessPoolBuilder settings) throws InterruptedException {
    long start = System.nanoTime();
    try (ProcessPool pool = settings.workers(1).create()) {
      pool.apply(Tasks::same, 1);
      return System.nanoTime() - start;
    }
  }
}
