/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * What one consumer has received: checks each message, and keeps account of every producer's. Not for
 * several threads.
 */
public final class Ledger {
  private final int messageBytes;
  private final boolean isOnly;
  private final List<Account> accounts = new ArrayList<>();
  private long total;

  /**
   * Creates a ledger.
   *
   * @param setting says how long messages are, and from whom they come
   */
  Ledger(Setting setting) {
    messageBytes = setting.messageBytes();
    isOnly = setting.consumers() == 1;
    for (int producer = 0; producer < setting.producers(); producer++) {
      accounts.add(new Account());
    }
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
    if (producer < 0 || producer >= accounts.size()) {
      throw new BrokenMessageException(
          "A message is of no producer", total, accounts.size(), producer);
    }
    accounts.get(producer).enter(Content.number(stamp));
    total++;
  }

  /** Returns how many messages came, of all producers. */
  public long total() {
    return total;
  }

  /** Returns how many messages came of a producer. */
  long count(int producer) {
    return accounts.get(producer).count;
  }

  /** Returns the sum of their numbers. */
  long sum(int producer) {
    return accounts.get(producer).sum;
  }

  /** What came of one producer. */
  private final class Account {
    /** The number that comes next, or a later one if there are other consumers. */
    private long next;

    private long count;
    private long sum;

    void enter(long number) {
      if (isOnly ? number != next : number < next) {
        throw new BrokenMessageException(
            number < next ? "A message came again or late" : "A message is missing",
            total,
            next,
            number);
      }
      next = number + 1;
      count++;
      sum += number;
    }
  }
}
