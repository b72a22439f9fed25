/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.QueueEmptyException;
import io.shmq.SharedQueue;
import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Patience;
import io.shmq.bench.peers.Receiver;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Reads messages where they lie in the queue. */
final class InPlaceReceiver implements Receiver {
  private final SharedQueue<?> queue;
  private final Function<ByteBuffer, Boolean> reader;

  InPlaceReceiver(SharedQueue<?> queue, Ledger ledger) {
    this.queue = queue;
    BufferMessage message = new BufferMessage();
    reader = place -> {
      ledger.receive(message.at(place, place.position()), place.remaining());
      return true;
    };
  }

  @Override
  public int poll() throws InterruptedException {
    try {
      queue.get(reader, Patience.POLL);
      return 1;
    } catch (QueueEmptyException e) {
      return 0;
    }
  }
}
