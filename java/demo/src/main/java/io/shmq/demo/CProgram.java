/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program in C as a child process, whose standard streams are those of its parent. */
final class CProgram {
  private static final long TIMEOUT_SECONDS = 60;

  private CProgram() {}

  /**
   * Runs a program with a queue's name as its argument, until it ends.
   *
   * @throws ChildException if it cannot be started, fails, or does not end in time
   */
  static void run(Path program, String queue) throws InterruptedException {
    Process process = start(program, queue);
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new ChildException("A child process did not end in time (timeout="
            + TIMEOUT_SECONDS
            + " s, program="
            + program
            + ").");
      }
    } finally {
      process.destroyForcibly();
    }
    int status = process.exitValue();
    if (status != 0) {
      throw new ChildException(
          "A child process failed (status=" + status + ", program=" + program + ").", status);
    }
  }

  private static Process start(Path program, String queue) {
    try {
      return new ProcessBuilder(program.toString(), queue).inheritIO().start();
    } catch (IOException e) {
      throw new ChildException("A child process cannot be started ("
          + e.getMessage()
          + "): build the project first, or say where its programs are with --c-programs.");
    }
  }
}
