/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.Codec;
import io.shmq.QueueClosedException;
import io.shmq.QueueException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.checkerframework.checker.nullness.qual.Nullable;

/** One worker process, as the pool sees it. */
final class Member {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Launch launch;
  private final HeldQueue<byte[]> hand;
  private final HeldQueue<byte[]> cancellations;

  private volatile boolean hasBegun;

  private Member(Launch launch, HeldQueue<byte[]> hand, HeldQueue<byte[]> cancellations) {
    this.launch = launch;
    this.hand = hand;
    this.cancellations = cancellations;
  }

  /** Starts a worker process, and does not wait until it has begun. */
  static Member start(ProcessPoolBuilder settings, WorkerQueues queues) {
    HeldQueue<byte[]> hand = HeldQueue.anonymous(Codec.bytes());
    HeldQueue<byte[]> cancellations = HeldQueue.anonymous(Codec.bytes());
    boolean isStarted = false;
    try {
      WorkerSetup setup = new WorkerSetup(settings, queues, hand.queue(), cancellations.queue());
      Launch launch = Launch.begin(settings.process(), settings.archive().options(), setup);
      isStarted = true;
      return new Member(launch, hand, cancellations);
    } finally {
      if (!isStarted) {
        hand.remove();
        cancellations.remove();
      }
    }
  }

  Process process() {
    return launch.process();
  }

  /** Returns the ID of the task that the worker has taken and not answered. */
  OptionalLong taskInHand() {
    byte @Nullable [] id =
        Patience.whileBusy(() -> hand.queue().asBlockingQueue().peek());
    return id == null
        ? OptionalLong.empty()
        : OptionalLong.of(ByteBuffer.wrap(id).getLong());
  }

  boolean hasInHand(long id) {
    try {
      return Patience.whileBusy(() -> hand.queue().asBlockingQueue().stream()
          .anyMatch(bytes -> ByteBuffer.wrap(bytes).getLong() == id));
    } catch (QueueClosedException e) {
      // It has ended.
      return false;
    }
  }

  /** Has the worker interrupt a task. */
  void interrupt(long id) {
    try {
      byte[] message = ByteBuffer.allocate(Long.BYTES).putLong(id).array();
      Patience.uninterrupted(() -> {
        cancellations.queue().put(message, LONGEST);
        return true;
      });
    } catch (QueueException e) {
      // It has ended, or has no time for this, and will be killed.
    }
  }

  void killIfInHand(long id) {
    if (hasInHand(id)) {
      process().destroyForcibly();
    }
  }

  /**
   * Is told that the worker has begun. It has open what it needs, of which no name is left behind then
   * if this process is killed.
   */
  void begun() {
    hasBegun = true;
    launch.close();
    hand.unlink();
    cancellations.unlink();
  }

  boolean hasBegun() {
    return hasBegun;
  }

  /** Returns what a worker says that has ended before it began. */
  String complaint() {
    return hasBegun ? "the last one had begun, and was ended." : launch.complaint();
  }

  /** Lets go of a worker that has ended. */
  void close() {
    launch.close();
    hand.remove();
    cancellations.remove();
  }
}
