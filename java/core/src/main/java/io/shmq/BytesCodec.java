/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.io.Serializable;
import java.nio.ByteBuffer;

/** Arrays as they are; see {@link Codec#bytes}. */
final class BytesCodec implements Codec<byte[]>, Serializable {
  private static final long serialVersionUID = 1L;

  static final BytesCodec INSTANCE = new BytesCodec();

  private BytesCodec() {}

  @Override
  public void encode(byte[] element, MessageWriter out) {
    out.wrap(element, 0, element.length);
  }

  @Override
  public byte[] decode(ByteBuffer message) {
    byte[] element = new byte[message.remaining()];
    message.get(element);
    return element;
  }

  private Object readResolve() {
    return INSTANCE;
  }

  @Override
  public String toString() {
    return "Codec.bytes()";
  }
}
