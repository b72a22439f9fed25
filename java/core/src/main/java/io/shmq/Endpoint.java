/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import java.nio.ByteBuffer;

/**
 * One handle on a queue: bytes in, bytes out.
 *
 * <p>A call first tries what C does without waiting, on the Java array itself. What that cannot do
 * goes to the C functions that may wait, which need memory outside the heap. No lock protects the
 * handle: C recognizes a closed one, also while other threads are inside.
 */
final class Endpoint {
  /** As a timeout: wait without end, for these nanoseconds are 292 years. */
  static final long FOREVER = Long.MAX_VALUE;

  /**
   * The longest that a thread stays in C, in nanoseconds. C knows nothing of Thread.interrupt, so
   * this is also how late an interrupt is seen.
   */
  private static final long SLICE = 40_000_000;

  private final Binding binding;
  private final long handle;
  private final long maxLength;
  private final Failures failures;

  Endpoint(Binding binding, long handle, Failures failures) {
    this.binding = binding;
    this.handle = handle;
    maxLength = binding.maxLength(handle);
    this.failures = failures;
  }

  /**
   * Puts the writer's message.
   *
   * @param timeout longest wait for room in nanoseconds; 0 does not wait and is not interrupted
   * @return true once the message is in the queue, or false if the thread was interrupted before;
   *     its interrupted status is clear then
   */
  boolean put(Scratch scratch, long timeout) {
    MessageWriter writer = scratch.writer();
    int length = writer.length();
    int result = length > Scratch.SMALL
        ? -Errno.EBUSY
        : binding.tryPut(handle, writer.array(), writer.offset(), length);
    if (mayYetSucceed(result, timeout)) {
      // C would refuse it too, but only after it was copied.
      result = length > maxLength ? -Errno.EMSGSIZE : putWaiting(scratch, timeout);
    }
    if (result == 0) {
      return true;
    }
    if (result == -Errno.EINTR) {
      return false;
    }
    throw failures.ofPut(result, handle, length, timeout);
  }

  private int putWaiting(Scratch scratch, long timeout) {
    int length = scratch.directCopy().position();
    long address = scratch.directAddress(binding);
    int result = putUntil(address, length, timeout);
    // Time passed without room, or without the lock: a call that does not wait tells which.
    return result == -Errno.ETIMEDOUT ? putUntil(address, length, 0) : result;
  }

  private int putUntil(long address, int length, long timeout) {
    long start = System.nanoTime();
    long left = timeout;
    while (true) {
      int result = binding.put(handle, address, length, slice(left));
      if (result != -Errno.ETIMEDOUT || left <= SLICE) {
        return result;
      }
      // Only after a slice in which nothing was put: the caller takes an interrupt to mean that.
      if (Thread.interrupted()) {
        return -Errno.EINTR;
      }
      left = timeout - (System.nanoTime() - start);
    }
  }

  /**
   * Takes a message to {@link Scratch#message}.
   *
   * @param timeout longest wait for a message in nanoseconds; 0 does not wait and is not
   *     interrupted
   * @return true once the message is taken, or false if the thread was interrupted before; its
   *     interrupted status is clear then
   */
  boolean get(Scratch scratch, long timeout) {
    long result = binding.tryGet(handle, scratch.small(), 0, Scratch.SMALL);
    if (result >= 0 && result <= Scratch.SMALL) {
      scratch.setSmallMessage((int) result);
      return true;
    }
    if (result > Scratch.SMALL || mayYetSucceed(result, timeout)) {
      result = getWaiting(scratch, result, timeout);
    }
    if (result >= 0) {
      scratch.setDirectMessage((int) result);
      return true;
    }
    if (result == -Errno.EINTR) {
      return false;
    }
    throw failures.ofGet((int) result, timeout);
  }

  private long getWaiting(Scratch scratch, long expectedLength, long timeout) {
    long result = getUntil(scratch, expectedLength, timeout);
    // Time passed without a message, or without the lock: a call that does not wait tells which.
    return result == -Errno.ETIMEDOUT ? getUntil(scratch, expectedLength, 0) : result;
  }

  private long getUntil(Scratch scratch, long expectedLength, long timeout) {
    ByteBuffer buffer = direct(scratch, Math.max(expectedLength, Scratch.SMALL));
    long start = System.nanoTime();
    long left = timeout;
    while (true) {
      long result =
          binding.get(handle, scratch.directAddress(binding), buffer.capacity(), slice(left));
      if (result > buffer.capacity()) {
        // Nothing was taken. The message may be gone at the next try, as another's.
        buffer = direct(scratch, result);
      } else if (result != -Errno.ETIMEDOUT || left <= SLICE) {
        return result;
      } else if (Thread.interrupted()) {
        return -Errno.EINTR;
      }
      left = timeout - (System.nanoTime() - start);
    }
  }

  private ByteBuffer direct(Scratch scratch, long length) {
    if (length > Integer.MAX_VALUE) {
      throw failures.tooLargeForJava(length);
    }
    return scratch.direct((int) length);
  }

  /** Returns true if the attempt on the array was not the last word on the call. */
  private static boolean mayYetSucceed(long result, long timeout) {
    return result == -Errno.EBUSY || (result == -Errno.EAGAIN && timeout > 0);
  }

  private static long slice(long left) {
    return Math.max(0, Math.min(left, SLICE));
  }

  long qsize() {
    long result = binding.qsize(handle);
    if (result < 0) {
      throw failures.of((int) result, "count the messages of");
    }
    return result;
  }

  boolean empty() {
    return flag(binding.empty(handle));
  }

  boolean full() {
    return flag(binding.full(handle));
  }

  private boolean flag(int result) {
    if (result < 0) {
      throw failures.of(result, "look at");
    }
    return result != 0;
  }

  /** Closes the handle, unless it is closed. */
  void close() {
    int result = binding.close(handle);
    if (result != 0 && result != -Errno.EBADF) {
      throw failures.of(result, "close");
    }
  }
}
