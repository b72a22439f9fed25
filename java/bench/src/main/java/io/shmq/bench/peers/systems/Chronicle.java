/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Held;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.checkerframework.checker.mustcall.qual.MustCall;
import org.checkerframework.checker.mustcall.qual.NotOwning;

/** Chronicle Queue in memory. It keeps all messages, so that it is not for long. */
public final class Chronicle implements PeerSystem {
  /** Creates the system. */
  public Chronicle() {}

  @Override
  public String name() {
    return "Chronicle Queue";
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
  public boolean hasCapacity() {
    return false;
  }

  @Override
  public List<String> jvmOptions() {
    return JvmOptions.CHRONICLE;
  }

  @Override
  public Node open(Place place) {
    return new Queues(place);
  }

  private static final class Queues implements Node {
    private final Place place;
    private final int length;
    private final List<Held<? extends @MustCall("close") AutoCloseable>> open = new ArrayList<>();

    Queues(Place place) {
      this.place = place;
      length = place.setting().messageBytes();
    }

    @Override
    public Sender sender(String channel, int producer) {
      Held<ExcerptAppender> appender = new Held<>(queue(channel).createAppender());
      open.add(appender);
      Bytes<ByteBuffer> bytes = Bytes.elasticByteBuffer(length, length);
      BufferMessage message = message(bytes);
      return stamp -> {
        Content.write(message, length, stamp);
        appender.get().writeBytes(bytes.readPositionRemaining(0, length));
        return 1;
      };
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      Held<ExcerptTailer> tailer = new Held<>(queue(channel).createTailer());
      open.add(tailer);
      Bytes<ByteBuffer> bytes = Bytes.elasticByteBuffer(length, length);
      BufferMessage message = message(bytes);
      return () -> {
        bytes.clear();
        if (!tailer.get().readBytes(bytes)) {
          return 0;
        }
        ledger.receive(message, (int) bytes.readRemaining());
        return 1;
      };
    }

    private static BufferMessage message(Bytes<ByteBuffer> bytes) {
      ByteBuffer memory = bytes.underlyingObject();
      if (memory == null) {
        throw new IllegalStateException(
            "Chronicle's bytes are in no buffer (bytes=" + bytes + ").");
      }
      return new BufferMessage(memory);
    }

    private @NotOwning SingleChronicleQueue queue(String channel) {
      Held<SingleChronicleQueue> queue = new Held<>(
          SingleChronicleQueueBuilder.binary(place.folder().resolve(channel)).build());
      open.add(queue);
      return queue.get();
    }

    @Override
    public void close() {
      for (int i = open.size() - 1; i >= 0; i--) {
        open.get(i).close();
      }
    }
  }
}
