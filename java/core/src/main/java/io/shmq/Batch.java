/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.checkerframework.checker.index.qual.NonNegative;
import org.checkerframework.checker.index.qual.Positive;

/** The messages of one call of putMany or getMany, as C takes and gives them. */
final class Batch {
  /** The most messages that one call takes. */
  static final int MAX_TAKEN = 16 * 1024;

  /** Room for the messages that one call takes, in bytes, unless the first alone needs more. */
  private static final int TAKEN_BYTES = 256 * 1024;

  /** Size of a {@code struct iovec}: an address and a length. */
  private static final int IOVEC = 2 * Long.BYTES;

  private final DirectMemory data = new DirectMemory();
  private final DirectMemory table = new DirectMemory();
  private @NonNegative int count;
  private int used;

  /** Where the lengths are in the table. */
  private int lengths;

  /** Makes it empty, and lets go of memory beyond so many bytes. */
  void reset(int keep) {
    data.trim(keep);
    table.trim(keep);
    count = 0;
    used = 0;
  }

  /** Returns the number of messages. */
  @NonNegative
  int count() {
    return count;
  }

  /**
   * Appends a message to those that are to be put.
   *
   * @throws IllegalArgumentException if all of them together are too long for one call
   */
  void add(byte[] array, int offset, int length) {
    long needed = (long) used + length;
    if (needed > Integer.MAX_VALUE || (count + 1L) * IOVEC > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("The batch is too long for one call (messages="
          + (count + 1)
          + ", bytes="
          + needed
          + "): put it in parts.");
    }
    data.grow((int) needed, used);
    table.grow((count + 1) * IOVEC, count * IOVEC);
    data.buffer().put(used, array, offset, length);
    // The address comes later, since the data may still move.
    table.buffer().putLong(count * IOVEC, used).putLong(count * IOVEC + Long.BYTES, length);
    used += length;
    count++;
  }

  /** Returns the length of the first message, in bytes. */
  int firstLength() {
    return (int) table.buffer().getLong(Long.BYTES);
  }

  /**
   * Puts the messages, waiting for the first.
   *
   * @param timeout longest wait in nanoseconds
   * @return what shmq_put_many returns, or -EINTR if the thread was interrupted before
   */
  long put(Binding binding, long handle, long timeout) {
    long base = data.address(binding);
    ByteBuffer iovecs = table.buffer();
    for (int i = 0; i < count; i++) {
      iovecs.putLong(i * IOVEC, base + iovecs.getLong(i * IOVEC));
    }
    long vector = table.address(binding);
    return Waiting.until(nanos -> binding.putMany(handle, vector, count, nanos), timeout);
  }

  /**
   * Takes messages, waiting for the first.
   *
   * @param max the most messages to take, at least 1
   * @param timeout longest wait in nanoseconds
   * @return what shmq_get_many returns, or -EINTR if the thread was interrupted before
   * @throws MessageTooLargeException if no Java buffer can hold the first message
   */
  long get(Binding binding, long handle, Failures failures, int max, long timeout) {
    int most = Math.min(max, MAX_TAKEN);
    lengths = 0;
    data.require(TAKEN_BYTES);
    table.require(most * Integer.BYTES);
    long result = Waiting.until(nanos -> getOnce(binding, handle, failures, most, nanos), timeout);
    count = (int) Math.max(0, result);
    return result;
  }

  private long getOnce(Binding binding, long handle, Failures failures, int most, long timeout) {
    long result = binding.getMany(
        handle, data.address(binding), data.capacity(), table.address(binding), most, timeout);
    return result == -Errno.EMSGSIZE ? grown(failures, 0) : result;
  }

  /** Makes room for a first message whose length is at an offset of the table; then C is asked anew. */
  private long grown(Failures failures, int offset) {
    // Nothing was taken. The message may be gone at the next try, as another's.
    data.require(failures.javaLength(Integer.toUnsignedLong(table.buffer().getInt(offset))));
    return Waiting.AGAIN;
  }

  /** Size of the table's part before the lengths when messages are scanned: see {@link #scan}. */
  private static int lengthsOffset(int most) {
    return (1 + most) * Long.BYTES;
  }

  /**
   * Reads messages that stay in the queue.
   *
   * @param position where to begin
   * @param most the most messages to read, at least 1
   * @return what shmq_scan returns
   * @throws MessageTooLargeException if no Java buffer can hold the first message
   */
  long scan(Binding binding, long handle, Failures failures, long position, @Positive int most) {
    data.require(TAKEN_BYTES);
    // The position, the position of each message, the length of each.
    table.require(lengthsOffset(most) + most * Integer.BYTES);
    lengths = lengthsOffset(most);
    table.buffer().putLong(0, position);
    long result =
        Waiting.uninterruptibly(nanos -> scanOnce(binding, handle, failures, most, nanos));
    count = (int) Math.max(0, result);
    return result;
  }

  private long scanOnce(
      Binding binding, long handle, Failures failures, @Positive int most, long timeout) {
    long address = table.address(binding);
    long result = binding.scan(
        handle,
        address,
        data.address(binding),
        data.capacity(),
        address + lengths,
        address + Long.BYTES,
        most,
        timeout);
    return result == -Errno.EMSGSIZE ? grown(failures, lengths) : result;
  }

  /** Returns where the next scan goes on. */
  long nextPosition() {
    return table.buffer().getLong(0);
  }

  /** Returns the position of a message that was scanned. */
  long position(@NonNegative int index) {
    return table.buffer().getLong((1 + index) * Long.BYTES);
  }

  /** Makes the message that begins at an offset the scratch's message, and returns its length. */
  int show(int index, int offset, Scratch scratch) {
    Objects.checkIndex(index, count);
    int length = table.buffer().getInt(lengths + index * Integer.BYTES);
    scratch.setMessage(data.buffer(), offset, length);
    return length;
  }
}
