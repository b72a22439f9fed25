/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM to measure on.
 *
 * @param java its {@code java} command
 * @param version its version of Java
 * @param bindings names of those bindings on the class path that are for it
 */
public record Jvm(Path java, int version, List<String> bindings) {
  private static final long TIMEOUT_SECONDS = 60;

  /** The {@code java} command that this program runs on. */
  public static Path current() {
    return Path.of(System.getProperty("java.home", ""), "bin", "java");
  }

  /** Starts the JVM to have it tell what it is. */
  static Jvm probe(Path java) throws IOException, InterruptedException {
    Path answer = Files.createTempFile("shmq-bench-", ".txt");
    try {
      run(java, answer);
      List<String> lines = Files.readAllLines(answer, StandardCharsets.UTF_8);
      return new Jvm(java, Integer.parseInt(lines.get(0)), lines.subList(1, lines.size()));
    } finally {
      Files.delete(answer);
    }
  }

  private static void run(Path java, Path output) throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path", "");
    Process process = new ProcessBuilder(
            java.toString(), "-classpath", classPath, Probe.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(output.toFile())
        .start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("The JVM does not tell its version (java="
            + java
            + ", timeout="
            + TIMEOUT_SECONDS
            + " s): name another one with --jvm.");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public String toString() {
    return "Java " + version;
  }
}
