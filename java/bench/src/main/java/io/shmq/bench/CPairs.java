/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import java.nio.file.Path;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/** A queue that C makes and uses by itself, for as many puts and gets as it is told to. */
@InheritableMustCall("close")
final class CPairs implements AutoCloseable {
  /** The system property that names the library; its functions are in native/bench/pair.c. */
  static final String LIBRARY = "shmq.bench.pairs";

  static {
    load();
  }

  private final long queue;

  CPairs() {
    queue = open();
    check(queue);
  }

  private static void load() {
    String library = System.getProperty(LIBRARY);
    if (library == null) {
      throw new IllegalStateException("The C side of the benchmark is not known: set -D"
          + LIBRARY
          + " to native/target/dist/lib/libshmq-pair.so.");
    }
    System.load(Path.of(library).toAbsolutePath().toString());
  }

  /**
   * Puts a message of {@link Samples#SIZE} bytes and gets it, over and over.
   *
   * @param pairs how many times
   */
  void run(int pairs) {
    check(run(queue, pairs));
  }

  @Override
  public void close() {
    close(queue);
  }

  private static void check(long result) {
    if (result < 0) {
      throw new IllegalStateException("A call in C failed (errno=" + -result + ").");
    }
  }

  private static native long open();

  private static native int run(long queue, int pairs);

  private static native void close(long queue);
}
