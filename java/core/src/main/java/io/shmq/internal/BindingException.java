/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import org.checkerframework.checker.nullness.qual.Nullable;

/** No binding, or not this one, can be used. The message tells a person why and what to do. */
public final class BindingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BindingException(String message) {
    super(message);
  }

  public BindingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
