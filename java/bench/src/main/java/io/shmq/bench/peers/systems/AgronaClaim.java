/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.Message;
import org.agrona.MutableDirectBuffer;

/** A place for a message in a ring buffer's memory. */
final class AgronaClaim implements Message {
  private final MutableDirectBuffer buffer;
  private int start;

  AgronaClaim(MutableDirectBuffer buffer) {
    this.buffer = buffer;
  }

  /** Lets this be the message that begins at an offset. */
  AgronaClaim at(int offset) {
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
