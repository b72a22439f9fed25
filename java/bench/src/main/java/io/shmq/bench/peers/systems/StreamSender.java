/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Sender;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes messages to a stream of bytes, one after the other. */
final class StreamSender implements Sender {
  /** Writes to the stream. */
  interface Output {
    /** Writes bytes from a buffer, at least one if the stream blocks, and returns how many. */
    int write(ByteBuffer buffer) throws IOException;
  }

  private final Output output;
  private final ByteBuffer buffer;
  private final BufferMessage message;

  StreamSender(int length, Output output) {
    this.output = output;
    buffer = ByteBuffer.allocateDirect(length);
    message = new BufferMessage(buffer);
    // There is no message yet.
    buffer.position(length);
  }

  @Override
  public int offer(long stamp) throws IOException {
    // What did not fit of the message before goes first: it is this very one.
    if (!buffer.hasRemaining()) {
      buffer.clear();
      Content.write(message, buffer.capacity(), stamp);
    }
    output.write(buffer);
    return buffer.hasRemaining() ? 0 : 1;
  }
}
