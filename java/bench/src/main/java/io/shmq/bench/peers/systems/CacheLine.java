/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * One line of memory that one process writes and the other reads: no queue, but what none can be
 * faster than.
 */
public final class CacheLine implements PeerSystem {
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int SIZE = 4096;

  /** Creates the system. */
  public CacheLine() {}

  @Override
  public String name() {
    return "cache line";
  }

  @Override
  public boolean takes(Setting setting) {
    return setting.work() == Work.ROUND_TRIP && setting.waiting() == Wait.SPIN;
  }

  @Override
  public boolean hasCapacity() {
    return false;
  }

  @Override
  public Node open(Place place) {
    return new Lines(place);
  }

  private record Lines(Place place) implements Node {
    @Override
    public Sender sender(String channel, int producer) throws IOException {
      ByteBuffer line = map(channel);
      return stamp -> {
        LONGS.setRelease(line, 0, stamp + 1);
        return 1;
      };
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) throws IOException {
      ByteBuffer line = map(channel);
      return () -> {
        long seen = (long) LONGS.getAcquire(line, 0);
        if (seen == ledger.total()) {
          return 0;
        }
        ledger.enter(seen - 1);
        return 1;
      };
    }

    private ByteBuffer map(String channel) throws IOException {
      try (FileChannel file = FileChannel.open(
          place.folder().resolve(channel),
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE)) {
        return file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
      }
    }
  }
}
