/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A message in a {@link ByteBuffer}. One object is for many, one after the other. */
public final class BufferMessage implements Message {
  private ByteBuffer buffer;
  private int start;

  /** Creates a view of nothing. */
  public BufferMessage() {
    buffer = ByteBuffer.allocate(0);
  }

  /**
   * Creates a view of a whole buffer.
   *
   * @param buffer the buffer, whose byte order becomes the machine's
   */
  public BufferMessage(ByteBuffer buffer) {
    this.buffer = buffer.order(ByteOrder.nativeOrder());
  }

  /**
   * Lets this be the message at a place of a buffer.
   *
   * @param other the buffer, whose byte order becomes the machine's
   * @param offset index of the message's first byte
   * @return this
   */
  public BufferMessage at(ByteBuffer other, int offset) {
    buffer = other.order(ByteOrder.nativeOrder());
    start = offset;
    return this;
  }

  @Override
  public long word(int offset) {
    return buffer.getLong(start + offset);
  }

  @Override
  public void word(int offset, long word) {
    buffer.putLong(start + offset, word);
  }
}
