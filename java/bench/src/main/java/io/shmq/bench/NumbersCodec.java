/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import java.nio.ByteBuffer;

/** Writes and reads numbers where the message lies, and creates nothing. */
final class NumbersCodec implements Codec<Numbers> {
  /** What every get returns: this codec is for one thread. */
  private final Numbers received = new Numbers();

  @Override
  public void encode(Numbers element, MessageWriter out) {
    ByteBuffer buffer = out.reserve(Samples.SIZE);
    for (long value : element.values) {
      buffer.putLong(value);
    }
  }

  @Override
  public Numbers decode(ByteBuffer message) {
    long[] values = received.values;
    for (int i = 0; i < values.length; i++) {
      values[i] = message.getLong();
    }
    return received;
  }
}
