/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.Patience;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.SpscArrayQueue;

/**
 * Queues of objects between threads of one JVM, for reference. Their objects are buffers that are
 * made before and used again, and a message is copied into one as it is into a queue of bytes.
 */
public final class ThreadQueue implements PeerSystem {
  private final String name;
  private final boolean isForMany;
  private final IntFunction<Queue<ByteBuffer>> maker;

  private ThreadQueue(String name, boolean isForMany, IntFunction<Queue<ByteBuffer>> maker) {
    this.name = name;
    this.isForMany = isForMany;
    this.maker = maker;
  }

  /**
   * Returns them.
   *
   * @return the queues
   */
  public static List<PeerSystem> all() {
    return List.of(
        new ThreadQueue("ArrayBlockingQueue", true, ArrayBlockingQueue::new),
        new ThreadQueue("JCTools SpscArrayQueue", false, SpscArrayQueue::new),
        new ThreadQueue("JCTools MpmcArrayQueue", true, MpmcArrayQueue::new),
        new Disruptor());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Scope scope() {
    return Scope.THREADS;
  }

  @Override
  public boolean takes(Setting setting) {
    boolean blocks = name.equals("ArrayBlockingQueue");
    return switch (setting.work()) {
      case ONE_WAY -> true;
      case ROUND_TRIP ->
        setting.waiting() == Wait.SPIN || blocks && setting.waiting() == Wait.SLEEP;
      case MANY_TO_MANY -> isForMany;
      case IDLE -> blocks;
    };
  }

  @Override
  public Node open(Place place) {
    return new Queues(place, maker);
  }

  private static final class Queues implements Node {
    private final Setting setting;
    private final IntFunction<Queue<ByteBuffer>> maker;
    private final int slots;
    private final Map<String, Queue<ByteBuffer>> queues = new HashMap<>();

    Queues(Place place, IntFunction<Queue<ByteBuffer>> maker) {
      setting = place.setting();
      this.maker = maker;
      slots = Math.max(2, setting.capacityBytes() / setting.messageBytes());
    }

    @Override
    public Sender sender(String channel, int producer) {
      Queue<ByteBuffer> queue = queue(channel);
      int length = setting.messageBytes();
      BufferMessage message = new BufferMessage();
      ByteBuffer source = ByteBuffer.allocate(length);
      // One of several consumers may keep its message while others go on.
      boolean hasOneConsumer = setting.consumers() == 1;
      List<ByteBuffer> buffers = hasOneConsumer ? buffers(length) : List.of(ByteBuffer.allocate(0));
      return new Sender() {
        private int next;

        @Override
        public int offer(long stamp) {
          ByteBuffer buffer = hasOneConsumer ? buffers.get(next) : ByteBuffer.allocate(length);
          Content.write(message.at(source, 0), length, stamp);
          buffer.put(0, source, 0, length);
          if (!queue.offer(buffer)) {
            return 0;
          }
          next = next + 1 == buffers.size() ? 0 : next + 1;
          return 1;
        }
      };
    }

    /** Returns as many as can be in the queue and in its users' hands: one is not written while read. */
    private List<ByteBuffer> buffers(int length) {
      // One more is with the consumer, and one with the producer.
      int count = slots + 2;
      List<ByteBuffer> buffers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        buffers.add(ByteBuffer.allocate(length));
      }
      return buffers;
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      Queue<ByteBuffer> queue = queue(channel);
      BufferMessage message = new BufferMessage();
      return () -> {
        ByteBuffer buffer = next(queue);
        if (buffer == null) {
          return 0;
        }
        ledger.receive(message.at(buffer, 0), buffer.capacity());
        return 1;
      };
    }

    private @Nullable ByteBuffer next(Queue<ByteBuffer> queue) throws InterruptedException {
      if (queue instanceof BlockingQueue<ByteBuffer> blocking && setting.waiting() != Wait.SPIN) {
        return setting.work() == Work.IDLE
            ? blocking.take()
            : blocking.poll(Patience.POLL.toMillis(), TimeUnit.MILLISECONDS);
      }
      return queue.poll();
    }

    private Queue<ByteBuffer> queue(String channel) {
      return queues.computeIfAbsent(channel, ignored -> maker.apply(slots));
    }
  }
}
