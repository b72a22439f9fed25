/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

/** Makes a {@link Binding}; found with {@link java.util.ServiceLoader}. */
public interface BindingProvider {
  /** Returns the name that {@code -Dshmq.binding} knows the binding by. */
  String name();

  /**
   * Loads the native library and returns the binding to it.
   *
   * @throws BindingException if this JVM cannot use the binding; the message is a sentence that
   *     tells a person why
   */
  Binding load();
}
