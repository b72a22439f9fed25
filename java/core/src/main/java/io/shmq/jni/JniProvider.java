/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jni;

import io.shmq.internal.Binding;
import io.shmq.internal.BindingException;
import io.shmq.internal.BindingProvider;
import io.shmq.internal.Version;
import java.nio.file.Path;

/** Provides the binding called {@code jni}. */
public final class JniProvider implements BindingProvider {
  @Override
  public String name() {
    return "jni";
  }

  @Override
  public String version() {
    return Version.ofCore();
  }

  @Override
  @SuppressWarnings("restricted") // calling C is what this class is for
  public Binding load(Path library) {
    System.load(library.toString());
    Binding binding = new JniBinding();
    try {
      binding.version();
    } catch (UnsatisfiedLinkError e) {
      throw new BindingException(
          "The native library has no functions for JNI (file="
              + library
              + "): build it where CMake finds jni.h, or set -Dshmq.binding to another binding.",
          e);
    }
    return binding;
  }
}
