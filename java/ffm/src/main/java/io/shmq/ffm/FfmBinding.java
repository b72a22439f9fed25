/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.shmq.internal.Binding;
import io.shmq.internal.Window;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.checkerframework.common.value.qual.ArrayLen;

/** Each C function as a downcall. */
final class FfmBinding implements Binding {
  /** All memory, so that a copy from an address needs no segment of its own. */
  @SuppressWarnings("restricted") // calling C is what this class is for
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  @Override
  public int create(
      String name,
      int flags,
      long maxMessages,
      long maxBytes,
      int mode,
      long @ArrayLen(1) [] queue) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment options = arena.allocate(Functions.OPTIONS);
      options.set(JAVA_INT, offset("size"), (int) Functions.OPTIONS.byteSize());
      options.set(JAVA_INT, offset("flags"), flags);
      options.set(JAVA_LONG, offset("max_messages"), maxMessages);
      options.set(JAVA_LONG, offset("max_bytes"), maxBytes);
      options.set(JAVA_INT, offset("mode"), mode);
      MemorySegment handle = arena.allocate(JAVA_LONG);
      int result = (int) Functions.CREATE.invokeExact(arena.allocateFrom(name), options, handle);
      queue[0] = handle.get(JAVA_LONG, 0);
      return result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static long offset(String field) {
    return Functions.OPTIONS.byteOffset(PathElement.groupElement(field));
  }

  @Override
  public int open(String name, long @ArrayLen(1) [] queue) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(JAVA_LONG);
      int result = (int) Functions.OPEN.invokeExact(arena.allocateFrom(name), handle);
      queue[0] = handle.get(JAVA_LONG, 0);
      return result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int close(long queue) {
    try {
      return (int) Functions.CLOSE.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int unlink(String name) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) Functions.UNLINK.invokeExact(arena.allocateFrom(name));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int put(long queue, long data, long length, long timeoutNanos) {
    try {
      return (int) Functions.PUT.invokeExact(queue, data, length, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long get(long queue, long buffer, long capacity, long timeoutNanos) {
    try {
      return (long) Functions.GET.invokeExact(queue, buffer, capacity, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int tryPut(long queue, byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    MemorySegment data = MemorySegment.ofArray(array);
    try {
      // A slice costs some nanoseconds, and the JIT does not always see that it is not needed for
      // longer than the call: then it is garbage.
      if (offset == 0) {
        return (int) Functions.TRY_PUT.invokeExact(queue, data, (long) length);
      }
      return (int) Functions.TRY_PUT.invokeExact(queue, data.asSlice(offset), (long) length);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long tryGet(long queue, byte[] array, int offset, int capacity) {
    Objects.checkFromIndexSize(offset, capacity, array.length);
    MemorySegment buffer = MemorySegment.ofArray(array);
    try {
      // As in tryPut.
      if (offset == 0) {
        return (long) Functions.TRY_GET.invokeExact(queue, buffer, (long) capacity);
      }
      return (long) Functions.TRY_GET.invokeExact(queue, buffer.asSlice(offset), (long) capacity);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long putMany(long queue, long messages, long count, long timeoutNanos) {
    try {
      return (long) Functions.PUT_MANY.invokeExact(queue, messages, count, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long getMany(
      long queue, long buffer, long capacity, long lengths, long maxCount, long timeoutNanos) {
    try {
      return (long)
          Functions.GET_MANY.invokeExact(queue, buffer, capacity, lengths, maxCount, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
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
    try {
      return (long) Functions.SCAN.invokeExact(
          queue, position, buffer, capacity, lengths, positions, maxCount, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int remove(long queue, long position, long timeoutNanos) {
    try {
      return (int) Functions.REMOVE.invokeExact(queue, position, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int reserve(long queue, long length, long data, long timeoutNanos) {
    try {
      return (int) Functions.RESERVE.invokeExact(queue, length, data, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int commit(long queue, long length) {
    try {
      return (int) Functions.COMMIT.invokeExact(queue, length);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int abort(long queue) {
    try {
      return (int) Functions.ABORT.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long peek(long queue, long data, long timeoutNanos) {
    try {
      return (long) Functions.PEEK.invokeExact(queue, data, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int consume(long queue) {
    try {
      return (int) Functions.CONSUME.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int release(long queue) {
    try {
      return (int) Functions.RELEASE.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int claim(long queue, int ends) {
    try {
      return (int) Functions.CLAIM.invokeExact(queue, ends);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int unclaim(long queue, int ends) {
    try {
      return (int) Functions.UNCLAIM.invokeExact(queue, ends);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long qsize(long queue) {
    try {
      return (long) Functions.QSIZE.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int empty(long queue) {
    try {
      return (int) Functions.EMPTY.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int full(long queue) {
    try {
      return (int) Functions.FULL.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int shutdown(long queue, int immediate) {
    try {
      return (int) Functions.SHUTDOWN.invokeExact(queue, immediate);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int taskDone(long queue) {
    try {
      return (int) Functions.TASK_DONE.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int join(long queue, long timeoutNanos) {
    try {
      return (int) Functions.JOIN.invokeExact(queue, timeoutNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int stat(long queue, long stat) {
    try {
      return (int) Functions.STAT.invokeExact(queue, stat);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int check(long queue) {
    try {
      return (int) Functions.CHECK.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long maxMessages(long queue) {
    try {
      return (long) Functions.MAX_MESSAGES.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long maxLength(long queue) {
    try {
      return (long) Functions.MAX_LENGTH.invokeExact(queue);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int setSpin(long queue, long spinNanos) {
    try {
      return (int) Functions.SET_SPIN.invokeExact(queue, spinNanos);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public String strerror(int error) {
    try {
      return text((MemorySegment) Functions.STRERROR.invokeExact(error));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public String version() {
    try {
      return text((MemorySegment) Functions.VERSION.invokeExact());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public long address(ByteBuffer direct) {
    return MemorySegment.ofBuffer(direct).address() - direct.position();
  }

  @Override
  public void copy(long address, byte[] array, int offset, int length) {
    MemorySegment.copy(MEMORY, JAVA_BYTE, address, array, offset, length);
  }

  @Override
  public boolean hasWindows() {
    return true;
  }

  @Override
  public Window window(long address, int length) {
    return new FfmWindow(address, length);
  }

  @SuppressWarnings("restricted") // the C text has no length of its own
  private static String text(MemorySegment string) {
    return string.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** Downcalls declare Throwable; the C functions throw nothing, so this is a fault of the JVM. */
  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException runtime) {
      return runtime;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e);
  }
}
