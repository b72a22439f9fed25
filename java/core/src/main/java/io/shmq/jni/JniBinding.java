/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jni;

import io.shmq.internal.Binding;
import io.shmq.internal.Window;
import java.nio.ByteBuffer;

/** Each C function as a native method; {@code native/jni/binding.c} has the other half. */
final class JniBinding implements Binding {
  @Override
  public native int create(
      String name, int flags, long maxMessages, long maxBytes, int mode, long[] queue);

  @Override
  public native int open(String name, long[] queue);

  @Override
  public native int close(long queue);

  @Override
  public native int unlink(String name);

  @Override
  public native int put(long queue, long data, long length, long timeoutNanos);

  @Override
  public native long get(long queue, long buffer, long capacity, long timeoutNanos);

  @Override
  public native int tryPut(long queue, byte[] array, int offset, int length);

  @Override
  public native long tryGet(long queue, byte[] array, int offset, int capacity);

  @Override
  public native long putMany(long queue, long messages, long count, long timeoutNanos);

  @Override
  public native long getMany(
      long queue, long buffer, long capacity, long lengths, long maxCount, long timeoutNanos);

  @Override
  public native long scan(
      long queue,
      long position,
      long buffer,
      long capacity,
      long lengths,
      long positions,
      long maxCount,
      long timeoutNanos);

  @Override
  public native int remove(long queue, long position, long timeoutNanos);

  @Override
  public native int reserve(long queue, long length, long data, long timeoutNanos);

  @Override
  public native int commit(long queue, long length);

  @Override
  public native int abort(long queue);

  @Override
  public native long peek(long queue, long data, long timeoutNanos);

  @Override
  public native int consume(long queue);

  @Override
  public native int release(long queue);

  @Override
  public native int claim(long queue, int ends);

  @Override
  public native int unclaim(long queue, int ends);

  @Override
  public native long qsize(long queue);

  @Override
  public native int empty(long queue);

  @Override
  public native int full(long queue);

  @Override
  public native int shutdown(long queue, int immediate);

  @Override
  public native int taskDone(long queue);

  @Override
  public native int join(long queue, long timeoutNanos);

  @Override
  public native int stat(long queue, long stat);

  @Override
  public native int check(long queue);

  @Override
  public native long maxMessages(long queue);

  @Override
  public native long maxLength(long queue);

  @Override
  public native int setSpin(long queue, long spinNanos);

  @Override
  public native String strerror(int error);

  @Override
  public native String version();

  @Override
  public native long address(ByteBuffer direct);

  @Override
  public native void copy(long address, byte[] array, int offset, int length);

  @Override
  public boolean hasWindows() {
    return false;
  }

  @Override
  public Window window(long address, int length) {
    throw new UnsupportedOperationException("A direct buffer of JNI outlives its memory.");
  }
}
