/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.ffm;

import io.shmq.internal.Binding;
import io.shmq.internal.BindingProvider;
import io.shmq.internal.NativeLibrary;

/** Provides the binding called {@code ffm}. */
public final class FfmProvider implements BindingProvider {
  @Override
  public String name() {
    return "ffm";
  }

  @Override
  @SuppressWarnings("restricted") // calling C is what this class is for
  public Binding load() {
    // System.load rather than SymbolLookup.libraryLookup: only it says why it fails.
    NativeLibrary.load(library -> System.load(library.toString()));
    return new FfmBinding();
  }
}
