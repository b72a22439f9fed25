/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/**
 * What one consumer has received: checks each message, and keeps account of every producer's. Not for
 * several threads.
 */
public final class Ledger {
  private final int messageBytes;
  private final boolean isOnly;
  /** By producer: the number that comes next, or a later one if there are other consumers. */
  private final long[] next;

  private final long[] counts;
  private final long[] sums;
  private long total;

  /**
   * Creates a ledger.
   *
   * @param setting says how long messages are, and from whom they come
   */
  Ledger(Setting setting) {
    messageBytes = setting.messageBytes();
    isOnly = setting.consumers() == 1;
    next = new long[setting.producers()];
    counts = new long[setting.producers()];
    sums = new long[setting.producers()];
  }

  /**
   * Takes a message down.
   *
   * @param message the message
   * @param length its length in bytes
   * @throws BrokenMessageException if it is not what comes next, or not whole
   */
  public void receive(Message message, int length) {
    if (length != messageBytes) {
      throw new BrokenMessageException(
          "A message has changed its length", total, messageBytes, length);
    }
    long stamp = message.word(0);
    enter(stamp);
    if (!Content.isWhole(message, length, stamp)) {
      throw new BrokenMessageException(
          "A message is torn", total, Content.number(stamp), Content.number(stamp));
    }
  }

  /**
   * Takes a stamp down that came without a message.
   *
   * @param stamp the stamp
   */
  public void enter(long stamp) {
    int producer = Content.producer(stamp);
    if (producer < 0 || producer >= next.length) {
      throw new BrokenMessageException("A message is of no producer", total, next.length, producer);
    }
    long number = Content.number(stamp);
    long expected = next[producer];
    if (isOnly ? number != expected : number < expected) {
      throw new BrokenMessageException(
          number < expected ? "A message came again or late" : "A message is missing",
          total,
          expected,
          number);
    }
    next[producer] = number + 1;
    counts[producer]++;
    sums[producer] += number;
    total++;
  }

  /** Returns how many messages came, of all producers. */
  public long total() {
    return total;
  }

  /** Returns how many messages came of a producer. */
  long count(int producer) {
    return counts[producer];
  }

  /** Returns the sum of their numbers. */
  long sum(int producer) {
    return sums[producer];
  }
}
