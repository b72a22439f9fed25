/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A message that was seen in the queue and left there.
 *
 * @param position where it is, for its removal
 * @param decoded its element, or null if it could not be decoded
 * @param failure what the codec threw then, otherwise null
 */
record Scanned<E extends Object>(
    long position, @Nullable E decoded, @Nullable RuntimeException failure) {
  /** Returns the element, or throws what the codec threw. */
  E element() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
    E element = decoded;
    if (element == null) {
      throw new CodecException("The codec has decoded a message as null: return an element.");
    }
    return element;
  }
}
