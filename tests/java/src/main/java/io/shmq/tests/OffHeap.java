/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.internal.Binding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.checkerframework.checker.index.qual.NonNegative;

/** A piece of memory that C can reach. */
final class OffHeap {
  private final ByteBuffer memory;
  private final long address;

  private OffHeap(Binding binding, int size) {
    memory = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    address = binding.address(memory);
  }

  static OffHeap ofSize(Binding binding, int size) {
    return new OffHeap(binding, size);
  }

  static OffHeap ofText(Binding binding, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    OffHeap place = new OffHeap(binding, bytes.length);
    place.memory.put(0, bytes);
    return place;
  }

  long address() {
    return address;
  }

  ByteBuffer memory() {
    return memory;
  }

  long size() {
    return memory.capacity();
  }

  String text(@NonNegative int offset, @NonNegative int length) {
    byte[] bytes = new byte[length];
    memory.get(offset, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
