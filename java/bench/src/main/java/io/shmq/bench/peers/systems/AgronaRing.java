/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.agrona.IoUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Agrona's ring buffers in a file in memory. Short messages are written in place, long ones by a
 * copy; all are read in place.
 */
public final class AgronaRing implements PeerSystem {
  private static final int TYPE = 1;

  private final String name;
  private final boolean isForMany;
  private final Function<UnsafeBuffer, RingBuffer> opener;

  private AgronaRing(String name, boolean isForMany, Function<UnsafeBuffer, RingBuffer> opener) {
    this.name = name;
    this.isForMany = isForMany;
    this.opener = opener;
  }

  /**
   * Returns them.
   *
   * @return one for one producer, and one for many
   */
  public static List<PeerSystem> all() {
    return List.of(
        new AgronaRing("Agrona OneToOneRingBuffer", false, OneToOneRingBuffer::new),
        new AgronaRing("Agrona ManyToOneRingBuffer", true, ManyToOneRingBuffer::new));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean takes(Setting setting) {
    return switch (setting.work()) {
      case ONE_WAY -> true;
      case ROUND_TRIP -> setting.waiting() == Wait.SPIN;
      case MANY_TO_MANY -> isForMany && setting.consumers() == 1;
      case IDLE -> false;
    };
  }

  @Override
  public List<String> jvmOptions() {
    return JvmOptions.AGRONA;
  }

  @Override
  public Node open(Place place) {
    return new Rings(place, opener);
  }

  private record Rings(Place place, Function<UnsafeBuffer, RingBuffer> opener) implements Node {
    @Override
    public Sender sender(String channel, int producer) {
      RingBuffer ring = ring(channel);
      int length = place.setting().messageBytes();
      return length > Content.SHORT ? copying(ring, length) : inPlace(ring, length);
    }

    private static Sender copying(RingBuffer ring, int length) {
      ByteBuffer memory = ByteBuffer.allocateDirect(length);
      BufferMessage message = new BufferMessage(memory);
      UnsafeBuffer source = new UnsafeBuffer(memory);
      return stamp -> {
        Content.write(message, length, stamp);
        return ring.write(TYPE, source, 0, length) ? 1 : 0;
      };
    }

    /** For short messages the faster way. */
    private static Sender inPlace(RingBuffer ring, int length) {
      AgronaClaim message = new AgronaClaim(ring.buffer());
      return stamp -> {
        int index = ring.tryClaim(TYPE, length);
        if (index < 0) {
          return 0;
        }
        Content.write(message.at(index), length, stamp);
        ring.commit(index);
        return 1;
      };
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      RingBuffer ring = ring(channel);
      AgronaMessage message = new AgronaMessage();
      MessageHandler handler =
          (type, buffer, offset, length) -> ledger.receive(message.at(buffer, offset), length);
      return () -> ring.read(handler, Receiver.BATCH);
    }

    private RingBuffer ring(String channel) {
      File file = place.folder().resolve(channel).toFile();
      int size = place.setting().capacityBytes() + RingBufferDescriptor.TRAILER_LENGTH;
      return opener.apply(new UnsafeBuffer(
          place.isFirst() ? IoUtil.mapNewFile(file, size) : IoUtil.mapExistingFile(file, channel)));
    }
  }
}
