/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.shmq.internal.Binding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The memory outside the heap that a thread's calls pass to C, kept for its next call so that a
 * message costs no garbage. No call calls another, so that one piece is enough.
 */
final class CallMemory {
  /** {@code struct shmq_options}, and behind it the place for a handle. */
  private static final int SIZE = 0;

  private static final int FLAGS = 4;
  private static final int MAX_MESSAGES = 8;
  private static final int MAX_BYTES = 16;
  private static final int MODE = 24;
  private static final int OPTIONS_SIZE = 32;

  private static final int HANDLE = OPTIONS_SIZE;

  private static final ThreadLocal<@Nullable CallMemory> OF_THREAD = new ThreadLocal<>();

  private final ByteBuffer memory =
      ByteBuffer.allocateDirect(Binding.ARRAY_MAX).order(ByteOrder.nativeOrder());
  private final long address = addressOf(memory);

  private CallMemory() {}

  /** Returns the memory of the thread that calls this. */
  static CallMemory get() {
    CallMemory memory = OF_THREAD.get();
    if (memory == null) {
      memory = new CallMemory();
      OF_THREAD.set(memory);
    }
    return memory;
  }

  /** Returns the address of the first byte of a direct buffer's memory, whatever its position. */
  static long addressOf(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  /** Returns the address of a message of up to {@link Binding#ARRAY_MAX} bytes, and of options. */
  long address() {
    return address;
  }

  /** Copies a part of an array to the message. */
  void write(byte[] array, int offset, int length) {
    memory.put(0, array, offset, length);
  }

  /** Copies the message to a part of an array. */
  void read(byte[] array, int offset, int length) {
    memory.get(0, array, offset, length);
  }

  /** Writes {@code struct shmq_options}. */
  void writeOptions(int flags, long maxMessages, long maxBytes, int mode) {
    memory
        .putInt(SIZE, OPTIONS_SIZE)
        .putInt(FLAGS, flags)
        .putLong(MAX_MESSAGES, maxMessages)
        .putLong(MAX_BYTES, maxBytes)
        .putInt(MODE, mode);
  }

  /** Returns the address of a handle, which is 0 to begin with. */
  long handleAddress() {
    memory.putLong(HANDLE, 0);
    return address + HANDLE;
  }

  /** Returns the handle that C has stored. */
  long readHandle() {
    return memory.getLong(HANDLE);
  }
}
