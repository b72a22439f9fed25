/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.checkerframework.checker.nullness.qual.Nullable;

/** An exception on its way from a worker. It arrives in some form, whatever its class is like. */
final class Failure {
  private Failure() {}

  /** Appends an exception. */
  static void write(Packet packet, Throwable thrown) {
    packet.putLong(ProcessHandle.current().pid());
    packet.putString(String.valueOf(thrown));
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    packet.putString(trace.toString());
    int end = packet.end();
    try {
      packet.putObject(thrown);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      packet.truncate(end);
      // As null, which no exception is.
      packet.putByte((byte) 0);
    }
  }

  /** Returns the exception that was written, or one that stands for it. */
  static Throwable read(Packet packet, RemoteObjects objects) {
    long pid = packet.getLong();
    String description = packet.getString();
    RemoteStackTrace trace = new RemoteStackTrace(pid, packet.getString());
    try {
      Object object = packet.getObject(objects);
      if (object instanceof Throwable) {
        return withCause((Throwable) object, trace);
      }
      return new TaskException(
          "The task has thrown an exception that cannot be serialized (exception="
              + description
              + "): make all that it refers to Serializable, or transient.",
          trace);
    } catch (Exception | LinkageError | StackOverflowError e) {
      TaskException unreadable = new TaskException(
          "The task has thrown an exception that cannot be read here (exception="
              + description
              + ", error="
              + e
              + "): have its class on the class path, and allow it in the pool's filter.",
          trace);
      unreadable.addSuppressed(e);
      return unreadable;
    }
  }

  /** Makes the trace the last cause, or, of one that takes none, a suppressed exception. */
  private static Throwable withCause(Throwable thrown, RemoteStackTrace trace) {
    Throwable last = thrown;
    for (int i = 0; i < 100; i++) {
      @Nullable Throwable cause = last.getCause();
      if (cause == null || cause == last) {
        break;
      }
      last = cause;
    }
    try {
      last.initCause(trace);
    } catch (IllegalStateException | IllegalArgumentException e) {
      thrown.addSuppressed(trace);
    }
    return thrown;
  }
}
