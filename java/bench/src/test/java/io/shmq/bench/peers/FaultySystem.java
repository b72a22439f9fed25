/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Scope;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/** Systems that do wrong now and then, for the tests. */
public abstract class FaultySystem implements PeerSystem {
  /** Each so many-th message does not go well: few, as the slowest of machines has time for some. */
  private static final int PERIOD = 8;

  private static final int SLOTS = 1000;

  /** Puts a message in, and whatever else. */
  abstract void put(Queue<ByteBuffer> queue, ByteBuffer message, long stamp);

  static boolean isTime(long stamp) {
    return stamp % PERIOD == PERIOD - 1;
  }

  @Override
  public String name() {
    return getClass().getName();
  }

  @Override
  public Scope scope() {
    return Scope.THREADS;
  }

  @Override
  public boolean takes(Setting setting) {
    return true;
  }

  @Override
  public Node open(Place place) {
    int length = place.setting().messageBytes();
    Map<String, Queue<ByteBuffer>> queues = new ConcurrentHashMap<>();
    return new Node() {
      @Override
      public Sender sender(String channel, int producer) {
        Queue<ByteBuffer> queue = queue(channel);
        return stamp -> {
          if (queue.size() > SLOTS / 2) {
            return 0;
          }
          ByteBuffer message = ByteBuffer.allocate(length);
          Content.write(new BufferMessage(message), length, stamp);
          put(queue, message, stamp);
          return 1;
        };
      }

      @Override
      public Receiver receiver(String channel, Ledger ledger) {
        Queue<ByteBuffer> queue = queue(channel);
        return () -> {
          ByteBuffer message = queue.poll();
          if (message == null) {
            return 0;
          }
          ledger.receive(new BufferMessage(message), message.remaining());
          return 1;
        };
      }

      private Queue<ByteBuffer> queue(String channel) {
        return queues.computeIfAbsent(channel, ignored -> new ArrayBlockingQueue<>(SLOTS));
      }
    };
  }

  /** Does nothing wrong. */
  public static final class Sound extends FaultySystem {
    @Override
    void put(Queue<ByteBuffer> queue, ByteBuffer message, long stamp) {
      queue.add(message);
    }
  }

  /** Loses messages. */
  public static final class Losing extends FaultySystem {
    @Override
    void put(Queue<ByteBuffer> queue, ByteBuffer message, long stamp) {
      if (!isTime(stamp)) {
        queue.add(message);
      }
    }
  }

  /** Tears messages. */
  public static final class Tearing extends FaultySystem {
    @Override
    void put(Queue<ByteBuffer> queue, ByteBuffer message, long stamp) {
      if (isTime(stamp)) {
        message.put(message.limit() - 1, (byte) ~message.get(message.limit() - 1));
      }
      queue.add(message);
    }
  }

  /** Shortens messages. */
  public static final class Shortening extends FaultySystem {
    @Override
    void put(Queue<ByteBuffer> queue, ByteBuffer message, long stamp) {
      if (isTime(stamp)) {
        message.limit(message.limit() - Long.BYTES);
      }
      queue.add(message);
    }
  }

  /** Doubles messages. */
  public static final class Doubling extends FaultySystem {
    @Override
    void put(Queue<ByteBuffer> queue, ByteBuffer message, long stamp) {
      queue.add(message);
      if (isTime(stamp)) {
        queue.add(message);
      }
    }
  }

  /** Has messages overtake others. */
  public static final class Reordering extends FaultySystem {
    private ByteBuffer kept;

    @Override
    void put(Queue<ByteBuffer> queue, ByteBuffer message, long stamp) {
      if (isTime(stamp)) {
        kept = message;
        return;
      }
      queue.add(message);
      if (kept != null) {
        queue.add(kept);
        kept = null;
      }
    }
  }
}
