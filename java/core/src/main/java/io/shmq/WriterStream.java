/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.OutputStream;
import java.util.Objects;
import org.checkerframework.checker.signedness.qual.PolySigned;

/** Writes to a message; see {@link MessageWriter#outputStream}. */
final class WriterStream extends OutputStream {
  private final MessageWriter writer;

  WriterStream(MessageWriter writer) {
    this.writer = writer;
  }

  @Override
  public void write(@PolySigned int b) {
    writer.reserve(1).put((byte) b);
  }

  @Override
  public void write(@PolySigned byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    writer.reserve(length).put(array, offset, length);
  }
}
