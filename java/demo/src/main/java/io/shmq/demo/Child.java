/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A child process, whose standard streams are those of its parent. */
final class Child {
  private static final long TIMEOUT_SECONDS = 60;

  private Child() {}

  /** Returns the command that runs a command of this demo in a JVM like this one. */
  static List<String> jvm(String command) {
    Properties properties = System.getProperties();
    List<String> line = new ArrayList<>();
    line.add(Path.of(properties.getProperty("java.home", ""), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("shmq.")) {
        line.add("-D" + name + "=" + properties.getProperty(name));
      }
    }
    line.add("-classpath");
    line.add(properties.getProperty("java.class.path", ""));
    line.add(Demo.class.getName());
    line.add(command);
    return line;
  }

  /**
   * Runs a command with the queue's name as its last argument, until it ends.
   *
   * @throws ChildException if it cannot be started, fails, or does not end in time
   */
  static void run(List<String> command, String queue) throws InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.add(queue);
    Process process = start(line);
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new ChildException("A child process did not end in time (timeout="
            + TIMEOUT_SECONDS
            + " s, command="
            + String.join(" ", line)
            + ").");
      }
    } finally {
      process.destroyForcibly();
    }
    int status = process.exitValue();
    if (status != 0) {
      throw new ChildException(
          "A child process failed (status=" + status + ", command=" + String.join(" ", line) + ").",
          status);
    }
  }

  private static Process start(List<String> line) {
    try {
      return new ProcessBuilder(line).inheritIO().start();
    } catch (IOException e) {
      throw new ChildException("A child process cannot be started ("
          + e.getMessage()
          + "): build the project first, or say where its programs are with --c-programs.");
    }
  }
}
