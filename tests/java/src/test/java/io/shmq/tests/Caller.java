/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.QueueBusyException;
import io.shmq.SharedQueue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** One thread's calls on a queue of numbers, with an account of them. */
final class Caller {
  /** One call, or a few. */
  interface Call {
    void on(SharedQueue<Long> queue, Caller caller) throws Exception;
  }

  private static final Duration HOUR = Duration.ofHours(1);

  /** So long that it is written where it lies, if the binding can do that. */
  private static final int LONG = 20_000;

  /** The calls that take messages, waiting for them. */
  static final List<Call> GETS = List.of(
      (queue, caller) -> caller.account.got(queue.get()),
      (queue, caller) -> caller.account.got(queue.get(HOUR)),
      (queue, caller) -> caller.account.gotAll(queue.getMany(5, HOUR)),
      (queue, caller) -> caller.account.got(queue.get(ByteBuffer::getLong)),
      (queue, caller) -> caller.account.got(queue.get(ByteBuffer::getLong, HOUR)));

  /** The calls that put messages, waiting for room. */
  static final List<Call> PUTS = List.of(
      (queue, caller) -> {
        long message = caller.next();
        queue.put(message);
        caller.account.put(message);
      },
      (queue, caller) -> {
        long message = caller.next();
        queue.put(message, HOUR);
        caller.account.put(message);
      },
      (queue, caller) -> {
        List<Long> messages = List.of(caller.next(), caller.next(), caller.next());
        caller.account.putAll(messages.subList(0, queue.putMany(messages, HOUR)));
      },
      (queue, caller) -> {
        long message = caller.next();
        queue.put(LONG, buffer -> buffer.putLong(message));
        caller.account.put(message);
      });

  /** The calls that look. */
  static final List<Call> LOOKS = List.of(
      (queue, caller) -> queue.qsize(),
      (queue, caller) -> queue.stats(),
      (queue, caller) -> queue.asBlockingQueue().forEach(message -> {}),
      (queue, caller) -> {
        queue.empty();
        queue.full();
      },
      (queue, caller) -> {
        try {
          queue.check();
        } catch (QueueBusyException e) {
          // Somebody was at work in the queue's memory for long.
        }
      });

  private final Account account = new Account();
  private final long index;
  private long count;

  /** Creates a caller whose messages are like those of no other one. */
  Caller(int index) {
    this.index = index;
  }

  private long next() {
    return index << 40 | count++;
  }

  Account account() {
    return account;
  }
}
