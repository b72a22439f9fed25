/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jna;

import io.shmq.internal.Binding;
import io.shmq.internal.BindingProvider;
import io.shmq.internal.Version;
import java.nio.file.Path;

/** Provides the binding called {@code jna}. */
public final class JnaProvider implements BindingProvider {
  @Override
  public String name() {
    return "jna";
  }

  @Override
  public String version() {
    return Version.of("shmq-jna", JnaProvider.class.getResourceAsStream("version.properties"));
  }

  @Override
  public Binding load(Path library) {
    Dispatch.load();
    Functions.bind(library);
    return new JnaBinding();
  }
}
