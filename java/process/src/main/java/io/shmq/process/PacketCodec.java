/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.Codec;
import io.shmq.MessageWriter;
import java.nio.ByteBuffer;

/** Messages between a pool and its workers are packets. */
enum PacketCodec implements Codec<Packet> {
  INSTANCE;

  @Override
  public void encode(Packet packet, MessageWriter out) {
    packet.writeTo(out);
  }

  @Override
  public Packet decode(ByteBuffer message) {
    return Packet.copyOf(message);
  }
}
