/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/**
 * An account of messages that are numbers, no two of them alike: those put and those taken, of one
 * thread or of several.
 */
final class Account {
  private long puts;
  private long gets;

  /** Sums over hashes, so that no loss makes up for another. */
  private long putSum;

  private long getSum;

  private static long hash(long message) {
    // The finalizer of SplittableRandom.
    long z = (message ^ (message >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  void put(long message) {
    puts++;
    putSum += hash(message);
  }

  void putAll(List<Long> messages) {
    messages.forEach(this::put);
  }

  void got(long message) {
    gets++;
    getSum += hash(message);
  }

  void gotAll(List<Long> messages) {
    messages.forEach(this::got);
  }

  void add(Account other) {
    puts += other.puts;
    gets += other.gets;
    putSum += other.putSum;
    getSum += other.getSum;
  }

  long puts() {
    return puts;
  }

  long gets() {
    return gets;
  }

  /** Fails unless what was put was taken, each message once. */
  void assertBalanced(String when) {
    assertEquals(puts, gets, "messages lost (or doubled, if there are more than were put) " + when);
    assertEquals(putSum, getSum, "the messages taken are not those put " + when);
  }
}
