/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process of a test, with its output captured. Closing it ends it. */
final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(List<String> command) throws IOException {
    out = Files.createTempFile("shmq-test-", ".out");
    err = Files.createTempFile("shmq-test-", ".err");
    process = new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  static Program start(String... command) throws IOException {
    return new Program(Arrays.asList(command));
  }

  /** Starts a JVM like this one, with its class path and its choice of binding. */
  static Program startJvm(List<String> options, Class<?> main, String... args) throws IOException {
    return new Program(jvm(options, main, args));
  }

  /** Starts a JVM with this one's class path. */
  static Program startJvm(Jvm jvm, Class<?> main, String... args) throws IOException {
    return new Program(jvm.command(List.of(), main, args));
  }

  static List<String> jvm(List<String> options, Class<?> main, String... args) {
    return Jvm.own().command(options, main, args);
  }

  /** Starts one of the example programs in C. */
  static Program startC(String name, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(directory().resolve(name).toString());
    command.addAll(Arrays.asList(args));
    return new Program(command);
  }

  /** Returns the folder of the example programs in C. */
  static Path directory() {
    return Path.of(System.getProperty("shmq.test.programs"));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGKILL, and waits for the end. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The process did not end when it was killed.");
    }
  }

  /** Waits for the end, checks that the JVM had nothing to say, and returns the exit status. */
  int status() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The process did not end in time.");
    }
    for (String line : lines()) {
      // On standard output, where -Xcheck:jni writes too.
      if (line.startsWith("WARNING") || line.startsWith("FATAL ERROR")) {
        throw new AssertionError("The JVM complains: " + String.join("\n", lines()));
      }
    }
    return process.exitValue();
  }

  /** Waits for the end, checks that nothing went wrong, and returns the lines of output. */
  List<String> output() throws IOException, InterruptedException {
    int status = status();
    if (status != 0 || Files.size(err) > 0) {
      throw new AssertionError("status=" + status + ", errors=" + errors() + ", output=" + lines());
    }
    return lines();
  }

  /** Waits for the end and returns the lines on standard error. */
  List<String> errors() throws IOException, InterruptedException {
    status();
    return Files.readAllLines(err);
  }

  /** Returns the lines of output so far. */
  List<String> lines() throws IOException {
    return Files.readAllLines(out);
  }

  /** Returns true if a line of output so far is this one. */
  boolean hasPrinted(String line) {
    try {
      return lines().contains(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
