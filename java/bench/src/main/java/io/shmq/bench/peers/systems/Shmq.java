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
    private final Map<String, Held<SharedQueue<Stamped>>> queues = new HashMap<>();

    private final List<Held<Claim>> claims = new ArrayList<>();

    Queues(Place place, Use use) {
      this.place = place;
      setting = place.setting();
      this.use = use;
    }

    @Override
    public Sender sender(String channel, int producer) {
      SharedQueue<Stamped> queue = queue(channel);
      if (use == Use.CLAIMED) {
        claims.add(new Held<>(queue.claim(End.PRODUCER)));
      }
      return switch (use) {
        case BATCHES -> batches(queue);
        case IN_PLACE -> inPlace(queue);
        default -> oneByOne(queue);
      };
    }

    private static Sender oneByOne(@NotOwning SharedQueue<Stamped> queue) {
      Stamped element = new Stamped();
      return stamp -> {
        element.stamp = stamp;
        try {
          queue.put(element, Patience.POLL);
          return 1;
        } catch (QueueFullException | QueueBusyException e) {
          return 0;
        }
      };
    }

    private static Sender batches(@NotOwning SharedQueue<Stamped> queue) {
      List<Stamped> batch = new ArrayList<>();
      for (int i = 0; i < Use.BATCH; i++) {
        batch.add(new Stamped());
      }
      return stamp -> {
        long next = stamp;
        for (Stamped element : batch) {
          element.stamp = next++;
        }
        try {
          return queue.putMany(batch, Patience.POLL);
        } catch (QueueFullException e) {
          return 0;
        }
      };
    }

    private Sender inPlace(@NotOwning SharedQueue<Stamped> queue) {
      return new InPlaceSender(queue, setting.messageBytes());
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      SharedQueue<Stamped> queue = queue(channel);
      Stamps codec = (Stamps) queue.codec();
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

    private static Receiver one(@NotOwning SharedQueue<Stamped> queue) {
      return () -> {
        try {
          queue.get(Patience.POLL);
          return 1;
        } catch (QueueEmptyException | QueueBusyException e) {
          return 0;
        }
      };
    }

    private Receiver many(@NotOwning SharedQueue<Stamped> queue) {
      int batch = use == Use.BATCHES ? Use.BATCH : Receiver.BATCH;
      return () -> {
        try {
          return queue.getMany(batch, Patience.POLL).size();
        } catch (QueueEmptyException e) {
          return 0;
        }
      };
    }

    private static Receiver patient(@NotOwning SharedQueue<Stamped> queue) {
      return () -> {
        queue.get();
        return 1;
      };
    }

    /** Returns the queue of a channel, the same one for all threads of this process. */
    private @NotOwning SharedQueue<Stamped> queue(String channel) {
      return queues.computeIfAbsent(channel, name -> new Held<>(open(name))).get();
    }

    private SharedQueue<Stamped> open(String channel) {
      Codec<Stamped> codec = new Stamps(setting);
      SharedQueueBuilder<Stamped> builder =
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
      queues.values().forEach(Held::close);
    }
  }
}
