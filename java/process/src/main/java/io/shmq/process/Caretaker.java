/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A process that removes queues when this process is no more. It learns of that by the end of its
 * standard input, whose other side nobody else has.
 */
final class Caretaker implements AutoCloseable {
  /** Reads names, and removes what they name at the end of the input; an empty line forgets them. */
  private static final String SCRIPT = "trap '' HUP INT QUIT TERM; set --; "
      + "while IFS= read -r name; do "
      + "if [ -n \"$name\" ]; then set -- \"$@\" \"/dev/shm/shmq.$name\"; else set --; fi; "
      + "done; "
      + "[ $# -eq 0 ] || rm -f -- \"$@\"";

  private final Process process;
  private final OutputStream names;

  Caretaker() {
    try {
      process = new ProcessBuilder("/bin/sh", "-c", SCRIPT)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new ProcessStartException(
          "The process that removes queues after this one's end cannot be started (command=/bin/sh,"
              + " error="
              + e.getMessage()
              + "): install a shell, or make queues with SharedQueue.create and unlink them.",
          e);
    }
    names = process.getOutputStream();
  }

  /** Has a queue removed when this process has ended. */
  void watch(String name) {
    write(name + "\n");
  }

  private void write(String text) {
    try {
      names.write(text.getBytes(StandardCharsets.UTF_8));
      names.flush();
    } catch (IOException e) {
      throw new ProcessStartException(
          "The process that removes queues after this one's end has died (pid="
              + process.pid()
              + "): see what killed it, and make another manager.",
          e);
    }
  }

  /** Ends the process, which removes nothing. */
  @Override
  public void close() {
    try (names) {
      names.write('\n');
      names.flush();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
