/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Takes the bytes of one message from {@link Codec#encode}. A codec either writes the message, into
 * the buffer of {@link #reserve} or to the {@link #outputStream}, or hands over an array with {@link
 * #wrap}. If it does nothing of that, the message has no bytes.
 *
 * <p>The object belongs to the queue and is used again for the thread's next message.
 */
public final class MessageWriter {
  private static final byte[] NONE = {};

  /** As many bytes as an array can have on every JVM. */
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  private final ByteBuffer small;
  private ByteBuffer buffer;
  private byte[] wrapped = NONE;
  private int wrappedOffset;
  private int wrappedLength;
  private boolean isWrapped;
  private boolean isUsed;
  private @Nullable OutputStream stream;

  /**
   * Creates a writer.
   *
   * @param array memory for messages that fit into it
   */
  MessageWriter(byte[] array) {
    small = ByteBuffer.wrap(array);
    buffer = small;
  }

  /**
   * Returns the buffer to write to, with room for some more bytes behind its position. The message
   * is what lies before the position when {@code encode} returns. May be called again to get more
   * room; what was written is kept, but it may be in another buffer then. The buffer has an array,
   * and is in big-endian order until the codec sets another.
   *
   * @param size number of bytes that the buffer has room for, at least
   * @return the buffer
   * @throws IllegalArgumentException if {@code size} is negative
   * @throws IllegalStateException if an array was handed over before
   * @throws MessageTooLargeException if the message gets longer than an array can be
   */
  public ByteBuffer reserve(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("The size must not be negative (size=" + size + ").");
    }
    if (isWrapped) {
      throw new IllegalStateException("The message is an array already: write it or use wrap.");
    }
    isUsed = true;
    if (buffer.remaining() < size) {
      grow(size);
    }
    return buffer;
  }

  /**
   * Returns a stream that writes to the message, behind what was written before, and makes room as
   * {@link #reserve} does. It has no buffer of its own: to flush or to close it does nothing. One
   * that is used after an array was handed over throws as {@code reserve} does.
   *
   * @return the stream
   */
  public OutputStream outputStream() {
    OutputStream out = stream;
    if (out == null) {
      out = new WriterStream(this);
      stream = out;
    }
    return out;
  }

  /**
   * Makes a part of an array the message, without copying it. The array must not change before
   * {@code put} has returned.
   *
   * @param array holds the bytes
   * @param offset index of the first byte
   * @param length number of bytes
   * @throws IndexOutOfBoundsException if the array does not have this part
   * @throws IllegalStateException if something was written or handed over before
   */
  public void wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    if (isWrapped || buffer.position() > 0) {
      throw new IllegalStateException("The message has bytes already: write it or use wrap.");
    }
    isUsed = true;
    wrapped = array;
    wrappedOffset = offset;
    wrappedLength = length;
    isWrapped = true;
  }

  private void grow(int size) {
    long needed = (long) buffer.position() + size;
    if (needed > MAX_CAPACITY) {
      throw new MessageTooLargeException("The message is longer than a Java array can be (length="
          + needed
          + ", limit="
          + MAX_CAPACITY
          + " bytes): send it in parts.");
    }
    // Doubling bounds the copying when a codec asks for a little at a time.
    long capacity = Math.min(Math.max(needed, 2L * buffer.capacity()), MAX_CAPACITY);
    ByteBuffer larger = ByteBuffer.allocate((int) capacity).order(buffer.order());
    buffer = larger.put(buffer.flip());
  }

  /** Returns the array that holds the message. */
  byte[] array() {
    return isWrapped ? wrapped : buffer.array();
  }

  /** Returns the index of the message's first byte in the array. */
  int offset() {
    return isWrapped ? wrappedOffset : buffer.arrayOffset();
  }

  /** Returns the message's length in bytes. */
  int length() {
    return isWrapped ? wrappedLength : buffer.position();
  }

  /**
   * Makes the writer ready for the next message.
   *
   * @param keep the largest buffer to keep, in bytes
   */
  void reset(int keep) {
    if (!isUsed) {
      return;
    }
    isUsed = false;
    if (buffer.capacity() > keep) {
      buffer = small;
    }
    buffer.clear().order(ByteOrder.BIG_ENDIAN);
    if (isWrapped) {
      wrapped = NONE;
      isWrapped = false;
    }
  }
}
