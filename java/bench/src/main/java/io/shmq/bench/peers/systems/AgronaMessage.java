/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.Message;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A received message in one of Agrona's buffers. One object is for many, one after the other. */
final class AgronaMessage implements Message {
  private DirectBuffer buffer = new UnsafeBuffer();
  private int start;

  /** Lets this be the message at a place of a buffer. */
  AgronaMessage at(DirectBuffer other, int offset) {
    buffer = other;
    start = offset;
    return this;
  }

  @Override
  public long word(int offset) {
    return buffer.getLong(start + offset);
  }

  @Override
  public void word(int offset, long word) {
    throw new UnsupportedOperationException("A message is not written where it is received.");
  }
}
