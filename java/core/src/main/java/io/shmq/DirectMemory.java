/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A piece of memory outside the heap that grows, with its address. */
final class DirectMemory {
  private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

  private ByteBuffer buffer = NONE;

  /** Address of the buffer, or 0 as long as nobody asked for it. */
  private long address;

  /** Returns the whole memory in native byte order; its content is undefined after a growth. */
  ByteBuffer buffer() {
    return buffer;
  }

  int capacity() {
    return buffer.capacity();
  }

  long address(Binding binding) {
    if (address == 0) {
      address = binding.address(buffer);
    }
    return address;
  }

  /** Makes it at least so large, in bytes. What is in it is lost if it grows. */
  void require(int size) {
    if (buffer.capacity() < size) {
      replace(ByteBuffer.allocateDirect(size));
    }
  }

  /** Makes it at least so large, in bytes, and keeps the first {@code used} bytes. */
  void grow(int size, int used) {
    if (buffer.capacity() < size) {
      // Doubling bounds the copying when it grows a little at a time.
      long larger = Math.min(Math.max(size, 2L * buffer.capacity()), Integer.MAX_VALUE);
      ByteBuffer grown = ByteBuffer.allocateDirect((int) larger);
      grown.put(0, buffer, 0, used);
      replace(grown);
    }
  }

  /** Lets go of the memory if it is larger than so many bytes. */
  void trim(int keep) {
    if (buffer.capacity() > keep) {
      replace(NONE);
    }
  }

  private void replace(ByteBuffer other) {
    buffer = other.order(ByteOrder.nativeOrder());
    address = 0;
  }
}
