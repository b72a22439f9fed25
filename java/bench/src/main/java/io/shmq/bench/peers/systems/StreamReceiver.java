/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Receiver;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads messages from a stream of bytes. */
final class StreamReceiver implements Receiver {
  /** Reads from the stream. */
  interface Input {
    /** Reads bytes into a buffer, at least one if the stream blocks, and returns how many, or -1. */
    int read(ByteBuffer buffer) throws IOException;
  }

  private static final int BUFFER = 256 * 1024;

  private final int length;
  private final Ledger ledger;
  private final Input input;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final BufferMessage message = new BufferMessage();

  StreamReceiver(int length, Ledger ledger, Input input) {
    this.length = length;
    this.ledger = ledger;
    this.input = input;
  }

  @Override
  public int poll() throws IOException {
    if (input.read(buffer) < 0) {
      // The other side has closed it, once all has come.
      return 0;
    }
    buffer.flip();
    int count = buffer.remaining() / length;
    for (int i = 0; i < count; i++) {
      ledger.receive(message.at(buffer, i * length), length);
    }
    buffer.position(count * length);
    buffer.compact();
    return count;
  }
}
