/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.Message;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A message in one of Agrona's buffers. One object is for many, one after the other. */
final class AgronaMessage implements Message {
  private final UnsafeBuffer view = new UnsafeBuffer();

  /** Lets this be the message at a place of a buffer. */
  AgronaMessage at(DirectBuffer buffer, int offset) {
    view.wrap(buffer, offset, buffer.capacity() - offset);
    return this;
  }

  /** Lets this be the message at a place of a buffer. */
  AgronaMessage at(MutableDirectBuffer buffer, int offset) {
    view.wrap(buffer, offset, buffer.capacity() - offset);
    return this;
  }

  @Override
  public long word(int offset) {
    return view.getLong(offset);
  }

  @Override
  public void word(int offset, long word) {
    view.putLong(offset, word);
  }
}
