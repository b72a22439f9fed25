/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The machine that the benchmark runs on. */
final class ThisMachine {
  private ThisMachine() {}

  /** Returns what there is to say of it; the C compiler may not be known. */
  static Machine describe(@Nullable String compiler) throws IOException {
    return new Machine(
        processor(),
        ProcessorTimes.allowed().size(),
        System.getProperty("os.version", "unknown"),
        System.getProperty("java.version", "unknown"),
        compiler);
  }

  /** Returns the command that this process was started with. */
  static String command() {
    return System.getProperty("sun.java.command", "unknown");
  }

  private static String processor() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
      if (line.startsWith("model name")) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return System.getProperty("os.arch", "unknown");
  }
}
