/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Wait;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** LMAX Disruptor between threads of one JVM, for reference: events are filled in place. */
final class Disruptor implements PeerSystem {
  @Override
  public String name() {
    return "Disruptor";
  }

  @Override
  public Scope scope() {
    return Scope.THREADS;
  }

  @Override
  public boolean takes(Setting setting) {
    return switch (setting.work()) {
      case ONE_WAY -> true;
      case ROUND_TRIP -> setting.waiting() == Wait.SPIN;
      case MANY_TO_MANY, IDLE -> false;
    };
  }

  @Override
  public Node open(Place place) {
    return new Rings(place.setting());
  }

  private static final class Rings implements Node {
    private final Setting setting;
    private final Map<String, RingBuffer<ByteBuffer>> rings = new HashMap<>();

    Rings(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Sender sender(String channel, int producer) {
      RingBuffer<ByteBuffer> ring = ring(channel);
      int length = setting.messageBytes();
      BufferMessage message = new BufferMessage();
      ByteBuffer source = ByteBuffer.allocate(length);
      return stamp -> {
        if (!ring.hasAvailableCapacity(1)) {
          return 0;
        }
        long sequence = ring.next();
        Content.write(message.at(source, 0), length, stamp);
        ring.get(sequence).put(0, source, 0, length);
        ring.publish(sequence);
        return 1;
      };
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      RingBuffer<ByteBuffer> ring = ring(channel);
      EventPoller<ByteBuffer> poller = ring.newPoller();
      ring.addGatingSequences(poller.getSequence());
      BufferMessage message = new BufferMessage();
      EventPoller.Handler<ByteBuffer> handler = (event, sequence, isLast) -> {
        ledger.receive(message.at(event, 0), event.capacity());
        return true;
      };
      return () -> {
        long before = ledger.total();
        poller.poll(handler);
        return (int) (ledger.total() - before);
      };
    }

    private RingBuffer<ByteBuffer> ring(String channel) {
      return rings.computeIfAbsent(
          channel,
          ignored -> RingBuffer.createSingleProducer(
              () -> ByteBuffer.allocate(setting.messageBytes()),
              Math.max(2, setting.capacityBytes() / setting.messageBytes()),
              new BusySpinWaitStrategy()));
    }
  }
}
