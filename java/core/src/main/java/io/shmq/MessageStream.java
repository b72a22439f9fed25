/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.checkerframework.checker.index.qual.GTENegativeOne;
import org.checkerframework.checker.index.qual.LTEqLengthOf;
import org.checkerframework.checker.index.qual.NonNegative;

/** Reads from a message; see {@link Codec#inputStream}. */
final class MessageStream extends InputStream {
  private static final int END = -1;

  private final ByteBuffer message;

  MessageStream(ByteBuffer message) {
    this.message = message;
  }

  @Override
  public @GTENegativeOne int read() {
    return message.hasRemaining() ? message.get() & 0xFF : END;
  }

  @Override
  public @GTENegativeOne @LTEqLengthOf("#1") int read(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    if (length <= 0) {
      return 0;
    }
    if (!message.hasRemaining()) {
      return END;
    }
    // The length fits the array, which the checker does not see.
    int count = Math.min(array.length, Math.min(length, message.remaining()));
    message.get(array, offset, count);
    return count;
  }

  @Override
  public @NonNegative long skip(long most) {
    int count = (int) Math.max(0, Math.min(most, message.remaining()));
    message.position(message.position() + count);
    return count;
  }

  @Override
  public @NonNegative int available() {
    return message.remaining();
  }
}
