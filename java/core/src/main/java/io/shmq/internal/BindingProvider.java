/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.nio.file.Path;

/**
 * Makes a {@link Binding}; found with {@link java.util.ServiceLoader}. To make a provider costs
 * nothing: the native library comes into play with {@link #load}.
 */
public interface BindingProvider {
  /** Returns the name that {@code -Dshmq.binding} knows the binding by. */
  String name();

  /** Returns the version of the artifact that the provider is in. */
  String version();

  /**
   * Loads the native library and returns the binding to it.
   *
   * @param library absolute path of the library's file, which may be gone when this has returned
   * @throws BindingException if this JVM cannot use the binding; the message is a sentence that
   *     tells a person why
   * @throws LinkageError if the library cannot be loaded, as thrown by {@link System#load}
   * @throws IllegalCallerException if this JVM denies native access
   */
  Binding load(Path library);
}
