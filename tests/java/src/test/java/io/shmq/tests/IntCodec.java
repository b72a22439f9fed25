/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import java.nio.ByteBuffer;

/** Numbers as four bytes. */
final class IntCodec implements Codec<Integer> {
  @Override
  public void encode(Integer element, MessageWriter out) {
    out.reserve(Integer.BYTES).putInt(element);
  }

  @Override
  public Integer decode(ByteBuffer message) {
    return message.getInt();
  }
}
