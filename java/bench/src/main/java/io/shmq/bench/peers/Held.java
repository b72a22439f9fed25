/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import org.checkerframework.checker.mustcall.qual.MustCall;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.mustcall.qual.Owning;

/**
 * Something open that is kept among others, and closed with them.
 *
 * @param <T> its type
 */
public final class Held<T extends @MustCall("close") AutoCloseable> {
  private final @NotOwning T open;

  /**
   * Takes something over.
   *
   * @param open what is to be kept
   */
  @SuppressWarnings("resourceleak:required.method.not.called") // close does that, on another day
  public Held(@Owning T open) {
    this.open = open;
  }

  /**
   * Returns it.
   *
   * @return what is kept
   */
  @NotOwning
  public T get() {
    return open;
  }

  /**
   * Closes it.
   *
   * @throws IllegalStateException if that fails
   */
  public void close() {
    try {
      open.close();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot close " + open + ".", e);
    }
  }
}
