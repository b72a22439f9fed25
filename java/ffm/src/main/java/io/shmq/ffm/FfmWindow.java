/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.ffm;

import io.shmq.internal.Window;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.Owning;

/** A buffer that its arena takes out of use. */
final class FfmWindow implements Window {
  private final @Owning Arena arena = Arena.ofConfined();
  private final ByteBuffer buffer;

  @SuppressWarnings("restricted") // calling C is what this class is for
  FfmWindow(long address, int length) {
    buffer = MemorySegment.ofAddress(address).reinterpret(length, arena, null).asByteBuffer();
  }

  @Override
  public ByteBuffer buffer() {
    return buffer;
  }

  @Override
  @EnsuresCalledMethods(value = "arena", methods = "close")
  public void close() {
    arena.close();
  }
}
