/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What Linux knows of the calling thread, and Java does not. */
final class ThisThread {
  private ThisThread() {}

  /** Returns the thread's number in Linux. */
  static long number() throws IOException {
    String folder = Path.of("/proc/thread-self").toRealPath().toString();
    return Long.parseLong(folder.substring(folder.lastIndexOf('/') + 1));
  }

  /** Binds the thread to a processor; threads that it starts are bound likewise. */
  static void bind(int processor) throws IOException, InterruptedException {
    Process taskset = new ProcessBuilder(
            "taskset", "-cp", Integer.toString(processor), Long.toString(number()))
        .redirectErrorStream(true)
        .start();
    String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = taskset.waitFor();
    if (status != 0) {
      throw new IOException("Cannot bind a thread to a processor (processor="
          + processor
          + ", status="
          + status
          + "): "
          + said.strip());
    }
  }
}
