/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.nio.ByteBuffer;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/** A buffer over memory that C owns, for the thread that has opened it and until it is closed. */
@InheritableMustCall("close")
public interface Window extends AutoCloseable {
  /** Returns the buffer, which throws {@link IllegalStateException} once this is closed. */
  ByteBuffer buffer();

  @Override
  void close();
}
