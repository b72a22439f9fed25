/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import java.nio.ByteBuffer;

/** Numbers, for which a message has eight bytes, or more that are of no concern. */
final class LongCodec implements Codec<Long> {
  @Override
  public void encode(Long element, MessageWriter writer) {
    writer.reserve(Long.BYTES).putLong(element);
  }

  @Override
  public Long decode(ByteBuffer message) {
    return message.getLong();
  }
}
