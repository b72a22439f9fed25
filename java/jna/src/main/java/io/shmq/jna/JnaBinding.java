/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.jna;

import com.sun.jna.Pointer;
import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import io.shmq.internal.Window;
import java.nio.ByteBuffer;
import org.checkerframework.common.value.qual.ArrayLen;

/** Each C function through JNA. */
final class JnaBinding implements Binding {
  /** All memory, so that a copy from an address needs no object of its own. */
  private static final Pointer MEMORY = new Pointer(0);

  @Override
  public int create(
      String name,
      int flags,
      long maxMessages,
      long maxBytes,
      int mode,
      long @ArrayLen(1) [] queue) {
    CallMemory memory = CallMemory.get();
    memory.writeOptions(flags, maxMessages, maxBytes, mode);
    int result = Functions.shmq_create(name, memory.address(), memory.handleAddress());
    queue[0] = memory.readHandle();
    return result;
  }

  @Override
  public int open(String name, long @ArrayLen(1) [] queue) {
    CallMemory memory = CallMemory.get();
    int result = Functions.shmq_open(name, memory.handleAddress());
    queue[0] = memory.readHandle();
    return result;
  }

  @Override
  public int close(long queue) {
    return Functions.shmq_close(queue);
  }

  @Override
  public int unlink(String name) {
    return Functions.shmq_unlink(name);
  }

  @Override
  public int put(long queue, long data, long length, long timeoutNanos) {
    return Functions.shmq_put(queue, data, length, timeoutNanos);
  }

  @Override
  public long get(long queue, long buffer, long capacity, long timeoutNanos) {
    return Functions.shmq_get(queue, buffer, capacity, timeoutNanos);
  }

  @Override
  public int tryPut(long queue, byte[] array, int offset, int length) {
    if (length > ARRAY_MAX) {
      return -Errno.EBUSY;
    }
    CallMemory memory = CallMemory.get();
    memory.write(array, offset, length);
    return Functions.shmq_try_put(queue, memory.address(), length);
  }

  @Override
  public long tryGet(long queue, byte[] array, int offset, int capacity) {
    CallMemory memory = CallMemory.get();
    int room = Math.min(capacity, ARRAY_MAX);
    long length = Functions.shmq_try_get(queue, memory.address(), room);
    if (length >= 0 && length <= room) {
      memory.read(array, offset, (int) length);
    }
    return length;
  }

  @Override
  public long putMany(long queue, long messages, long count, long timeoutNanos) {
    return Functions.shmq_put_many(queue, messages, count, timeoutNanos);
  }

  @Override
  public long getMany(
      long queue, long buffer, long capacity, long lengths, long maxCount, long timeoutNanos) {
    return Functions.shmq_get_many(queue, buffer, capacity, lengths, maxCount, timeoutNanos);
  }

  @Override
  public long scan(
      long queue,
      long position,
      long buffer,
      long capacity,
      long lengths,
      long positions,
      long maxCount,
      long timeoutNanos) {
    return Functions.shmq_scan(
        queue, position, buffer, capacity, lengths, positions, maxCount, timeoutNanos);
  }

  @Override
  public int remove(long queue, long position, long timeoutNanos) {
    return Functions.shmq_remove(queue, position, timeoutNanos);
  }

  @Override
  public int reserve(long queue, long length, long data, long timeoutNanos) {
    return Functions.shmq_reserve(queue, length, data, timeoutNanos);
  }

  @Override
  public int commit(long queue, long length) {
    return Functions.shmq_commit(queue, length);
  }

  @Override
  public int abort(long queue) {
    return Functions.shmq_abort(queue);
  }

  @Override
  public long peek(long queue, long data, long timeoutNanos) {
    return Functions.shmq_peek(queue, data, timeoutNanos);
  }

  @Override
  public int consume(long queue) {
    return Functions.shmq_consume(queue);
  }

  @Override
  public int release(long queue) {
    return Functions.shmq_release(queue);
  }

  @Override
  public int claim(long queue, int ends) {
    return Functions.shmq_claim(queue, ends);
  }

  @Override
  public int unclaim(long queue, int ends) {
    return Functions.shmq_unclaim(queue, ends);
  }

  @Override
  public long qsize(long queue) {
    return Functions.shmq_qsize(queue);
  }

  @Override
  public int empty(long queue) {
    return Functions.shmq_empty(queue);
  }

  @Override
  public int full(long queue) {
    return Functions.shmq_full(queue);
  }

  @Override
  public int shutdown(long queue, int immediate) {
    return Functions.shmq_shutdown(queue, immediate);
  }

  @Override
  public int taskDone(long queue) {
    return Functions.shmq_task_done(queue);
  }

  @Override
  public int join(long queue, long timeoutNanos) {
    return Functions.shmq_join(queue, timeoutNanos);
  }

  @Override
  public int stat(long queue, long stat) {
    return Functions.shmq_stat(queue, stat);
  }

  @Override
  public int check(long queue) {
    return Functions.shmq_check(queue);
  }

  @Override
  public long maxMessages(long queue) {
    return Functions.shmq_max_messages(queue);
  }

  @Override
  public long maxLength(long queue) {
    return Functions.shmq_max_length(queue);
  }

  @Override
  public int setSpin(long queue, long spinNanos) {
    return Functions.shmq_set_spin(queue, spinNanos);
  }

  @Override
  public String strerror(int error) {
    return Functions.shmq_strerror(error);
  }

  @Override
  public String version() {
    return Functions.shmq_version();
  }

  @Override
  public long address(ByteBuffer direct) {
    return CallMemory.addressOf(direct);
  }

  @Override
  public void copy(long address, byte[] array, int offset, int length) {
    MEMORY.read(address, array, offset, length);
  }

  @Override
  public boolean hasWindows() {
    return false;
  }

  @Override
  public Window window(long address, int length) {
    throw new UnsupportedOperationException("A direct buffer of JNA outlives its memory.");
  }
}
