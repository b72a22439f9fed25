/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.ffm;

import io.shmq.internal.Binding;
import io.shmq.internal.BindingProvider;
import io.shmq.internal.Version;
import java.nio.file.Path;

/** Provides the binding called {@code ffm}. */
public final class FfmProvider implements BindingProvider {
  @Override
  public String name() {
    return "ffm";
  }

  @Override
  public String version() {
    return Version.of("shmq-ffm", FfmProvider.class.getResourceAsStream("version.properties"));
  }

  @Override
  @SuppressWarnings("restricted") // calling C is what this class is for
  public Binding load(Path library) {
    // System.load rather than SymbolLookup.libraryLookup: only it says why it fails.
    System.load(library.toString());
    return new FfmBinding();
  }
}
