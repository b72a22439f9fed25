/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.QueueFullException;
import io.shmq.SharedQueue;
import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Patience;
import io.shmq.bench.peers.Sender;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Fills messages where they lie in the queue. */
final class InPlaceSender implements Sender {
  private final SharedQueue<?> queue;
  private final int length;
  private final ByteBuffer source;
  private final BufferMessage message;
  private final Consumer<ByteBuffer> writer;

  InPlaceSender(SharedQueue<?> queue, int length) {
    this.queue = queue;
    this.length = length;
    source = ByteBuffer.allocateDirect(length);
    message = new BufferMessage(source);
    writer = place -> place.put(0, source, 0, source.capacity());
  }

  @Override
  public int offer(long stamp) throws InterruptedException {
    Content.write(message, length, stamp);
    try {
      queue.put(length, writer, Patience.POLL);
      return 1;
    } catch (QueueFullException e) {
      return 0;
    }
  }
}
