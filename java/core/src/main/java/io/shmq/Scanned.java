/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.function.Supplier;

/**
 * A message that was seen in the queue and left there.
 *
 * @param position where it is, for its removal
 * @param decoded returns its element, or throws what the codec threw
 */
record Scanned<E extends Object>(long position, Supplier<E> decoded) {
  /** Returns the element, or throws what the codec threw. */
  E element() {
    return decoded.get();
  }
}
