/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/** A process of Python with a pool, which stays warm and maps when it is told to. */
@InheritableMustCall("close")
final class PythonPool implements AutoCloseable {
  private static final String SCRIPT = "maps.py";

  /** More than the slowest map takes. */
  private static final long TIMEOUT_SECONDS = 120;

  private final Path script;
  private final Process process;

  private PythonPool(Path script, Process process) {
    this.script = script;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param command how Python is called
   * @param workers number of processes of the pool
   * @param size how many numbers it is to square
   */
  static PythonPool start(String command, int workers, int size) throws IOException {
    // Its workers may read it again.
    Path script = Files.createTempFile("shmq-bench-", ".py");
    try {
      try (InputStream source = source()) {
        Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
      }
      Process process = new ProcessBuilder(
              command, script.toString(), Integer.toString(workers), Integer.toString(size))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      return new PythonPool(script, process);
    } catch (IOException | RuntimeException e) {
      Files.delete(script);
      throw e;
    }
  }

  private static InputStream source() {
    InputStream source = PythonPool.class.getResourceAsStream(SCRIPT);
    if (source == null) {
      throw new IllegalStateException(
          "The script is not beside its class (script=" + SCRIPT + "): build the module anew.");
    }
    return source;
  }

  /** Returns whether there is such a command. */
  static boolean isThere(String command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command, "-c", "import multiprocessing")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      try {
        return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Has it map all numbers, and returns how many nanoseconds that took.
   *
   * @param chunkSize how many make a task, or {@link Maps#DEFAULT}
   */
  double map(int chunkSize) throws IOException, InterruptedException {
    process.getOutputStream().write((chunkSize + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::line);
    try {
      return nanos(answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException(
          "Python does not answer (script="
              + script
              + ", timeout="
              + TIMEOUT_SECONDS
              + " s): see its standard error.",
          e);
    }
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    try {
      int next = process.getInputStream().read();
      while (next != '\n' && next >= 0) {
        line.append((char) next);
        next = process.getInputStream().read();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return line.toString();
  }

  /** Returns the nanoseconds that a line tells, which are seconds there. */
  static double nanos(String line) throws IOException {
    try {
      double seconds = Double.parseDouble(line);
      if (seconds > 0) {
        return seconds * TimeUnit.SECONDS.toNanos(1);
      }
    } catch (NumberFormatException e) {
      // As if it were none.
    }
    throw new IOException(
        "Python has not said how long it took (line=" + line + "): see its standard error.");
  }

  /** Ends it and its workers. */
  @Override
  public void close() throws IOException {
    // The end of its input is the end of its work; its workers must not outlive it.
    process.getOutputStream().close();
    try {
      process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Python does not end (pid=" + process.pid() + "): it is killed.", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(script);
    }
  }
}
