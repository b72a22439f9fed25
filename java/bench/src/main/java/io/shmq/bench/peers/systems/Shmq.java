/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.Claim;
import io.shmq.Codec;
import io.shmq.End;
import io.shmq.QueueBusyException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueFullException;
import io.shmq.QueueNotFoundException;
import io.shmq.SharedQueue;
import io.shmq.SharedQueueBuilder;
import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Held;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.Patience;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.mustcall.qual.NotOwning;

/** shmq, in the ways that it can be used. */
public final class Shmq implements PeerSystem {
  /** Longer than any wait here, so that nothing sleeps. */
  private static final Duration SPIN = Duration.ofSeconds(10);

  private final Use use;

  private Shmq(Use use) {
    this.use = use;
  }

  /**
   * Returns one for each use.
   *
   * @return the systems
   */
  public static List<PeerSystem> all() {
    List<PeerSystem> all = new ArrayList<>();
    for (Use use : Use.values()) {
      all.add(new Shmq(use));
    }
    return all;
  }

  @Override
  public String name() {
    return use.systemName();
  }

  @Override
  public boolean takes(Setting setting) {
    return use.takes(setting);
  }

  @Override
  public Node open(Place place) {
    return new Queues(place, use);
  }

  @Override
  public void remove(Place place) {
    for (String channel : List.of("there", "back")) {
      try {
        SharedQueue.unlink(place.uniqueName(channel));
      } catch (QueueNotFoundException e) {
        // Its users have removed it, or never made it.
      }
    }
  }

  private static final class Queues implements Node {
    private final Place place;
    private final Setting setting;
    private final Use use;
    private final Map<String, Held<SharedQueue<byte[]>>> outgoing = new HashMap<>();
    private final Map<String, Held<SharedQueue<Intake.Receipt>>> incoming = new HashMap<>();
    private final List<Held<Claim>> claims = new ArrayList<>();

    Queues(Place place, Use use) {
      this.place = place;
      setting = place.setting();
      this.use = use;
    }

    @Override
    public Sender sender(String channel, int producer) {
      SharedQueue<byte[]> queue =
          outgoing.computeIfAbsent(channel, name -> held(name, Codec.bytes())).get();
      if (use == Use.CLAIMED) {
        claims.add(new Held<>(queue.claim(End.PRODUCER)));
      }
      return switch (use) {
        case BATCHES -> batches(queue);
        case IN_PLACE -> new InPlaceSender(queue, setting.messageBytes());
        default -> oneByOne(queue);
      };
    }

    private Sender oneByOne(@NotOwning SharedQueue<byte[]> queue) {
      ByteBuffer buffer = ByteBuffer.allocate(setting.messageBytes());
      BufferMessage message = new BufferMessage(buffer);
      byte[] bytes = buffer.array();
      return stamp -> {
        Content.write(message, bytes.length, stamp);
        try {
          queue.put(bytes, Patience.POLL);
          return 1;
        } catch (QueueFullException | QueueBusyException e) {
          return 0;
        }
      };
    }

    private Sender batches(@NotOwning SharedQueue<byte[]> queue) {
      int length = setting.messageBytes();
      List<byte[]> batch = new ArrayList<>();
      List<BufferMessage> messages = new ArrayList<>();
      for (int i = 0; i < Use.BATCH; i++) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        batch.add(buffer.array());
        messages.add(new BufferMessage(buffer));
      }
      return stamp -> {
        long next = stamp;
        for (BufferMessage message : messages) {
          Content.write(message, length, next++);
        }
        try {
          return queue.putMany(batch, Patience.POLL);
        } catch (QueueFullException e) {
          return 0;
        }
      };
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      SharedQueue<Intake.Receipt> queue = incoming
          .computeIfAbsent(channel, name -> held(name, new Intake(setting)))
          .get();
      Intake codec = (Intake) queue.codec();
      if (use == Use.CLAIMED) {
        claims.add(new Held<>(queue.claim(End.CONSUMER)));
      }
      Receiver receiver = switch (use) {
        case CLAIMED, BATCHES -> setting.work() == Work.ROUND_TRIP ? one(queue) : many(queue);
        case IN_PLACE -> new InPlaceReceiver(queue, ledger);
        default -> setting.work() == Work.IDLE ? patient(queue) : one(queue);
      };
      return codec.into(ledger, receiver);
    }

    private static Receiver one(@NotOwning SharedQueue<?> queue) {
      return () -> {
        try {
          queue.get(Patience.POLL);
          return 1;
        } catch (QueueEmptyException | QueueBusyException e) {
          return 0;
        }
      };
    }

    private Receiver many(@NotOwning SharedQueue<?> queue) {
      int batch = use == Use.BATCHES ? Use.BATCH : Receiver.BATCH;
      return () -> {
        try {
          return queue.getMany(batch, Patience.POLL).size();
        } catch (QueueEmptyException e) {
          return 0;
        }
      };
    }

    private static Receiver patient(@NotOwning SharedQueue<?> queue) {
      return () -> {
        queue.get();
        return 1;
      };
    }

    /** Opens a channel, which no process both sends and receives at. */
    private <E extends Object> Held<SharedQueue<E>> held(String channel, Codec<E> codec) {
      return new Held<>(open(channel, codec));
    }

    private <E extends Object> SharedQueue<E> open(String channel, Codec<E> codec) {
      SharedQueueBuilder<E> builder =
          SharedQueue.builder(place.uniqueName(channel), codec).maxBytes(setting.capacityBytes());
      if (setting.waiting() == Wait.SPIN) {
        builder.spin(SPIN);
      } else if (setting.waiting() == Wait.SLEEP) {
        builder.spin(Duration.ZERO);
      }
      return place.isFirst() ? builder.create() : builder.open();
    }

    @Override
    public void close() {
      claims.forEach(Held::close);
      outgoing.values().forEach(Held::close);
      incoming.values().forEach(Held::close);
    }
  }
}
