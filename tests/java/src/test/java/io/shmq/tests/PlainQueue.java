/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.End;
import io.shmq.MessageTooLargeException;
import io.shmq.QueueBusyException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueShutDownException;
import io.shmq.QueueStats.Shutdown;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a queue is, without memory, processes and locks: a list of messages with a limit, a budget of
 * bytes, and users.
 *
 * <p>Where a message lies in the ring is not known here, but what it takes there, and how much may be
 * skipped at the ring's end: less than the longest message that is stored or to be put. So there are
 * puts that must succeed, puts that must be refused, and a few that may do either.
 */
final class PlainQueue {
  /** Whether there is room for a message. */
  enum Room {
    NONE,
    MAYBE,
    SURE
  }

  /** A message takes its length, rounded up to this, and once more this. */
  private static final int WORD = 8;

  private final int maxSize;
  private final long ring;

  /** The messages, and those removed from between them, whose bytes are not free yet. */
  private final List<Stored> stored = new ArrayList<>();

  private final Map<End, Integer> claims = new EnumMap<>(End.class);
  private Shutdown shutdown = Shutdown.OPEN;
  private long puts;
  private long done;

  private record Stored(String message, boolean isRemoved) {
    long bytes() {
      return bytesOf(message.length());
    }
  }

  /**
   * Creates an empty queue.
   *
   * @param maxSize largest number of messages; 0 for no limit
   * @param ring size of the ring in bytes
   */
  PlainQueue(int maxSize, long ring) {
    this.maxSize = maxSize;
    this.ring = ring;
  }

  private static long bytesOf(int length) {
    return WORD + (length + WORD - 1) / WORD * WORD;
  }

  /** Returns the messages, the front first. */
  List<String> content() {
    return stored.stream()
        .filter(it -> !it.isRemoved())
        .map(Stored::message)
        .collect(Collectors.toList());
  }

  int size() {
    return content().size();
  }

  boolean isEmpty() {
    return stored.isEmpty();
  }

  /** Returns how many bytes of the ring are in use at least. */
  long bytes() {
    return stored.stream().mapToLong(Stored::bytes).sum();
  }

  Shutdown shutdown() {
    return shutdown;
  }

  long puts() {
    return puts;
  }

  long unfinished() {
    return puts - done;
  }

  Set<End> claimed() {
    return Set.copyOf(claims.keySet());
  }

  boolean isClaimedByOther(End end, int user) {
    return claims.getOrDefault(end, user) != user;
  }

  /** Returns the exceptions of which a put gets one, whatever room there is; none if it gets none. */
  Set<Class<?>> refusalsOfPut(int user, int length) {
    Set<Class<?>> refusals = new HashSet<>();
    if (bytesOf(length) > usable()) {
      refusals.add(MessageTooLargeException.class);
    }
    if (shutdown != Shutdown.OPEN) {
      refusals.add(QueueShutDownException.class);
    }
    if (isClaimedByOther(End.PRODUCER, user)) {
      refusals.add(QueueBusyException.class);
    }
    return refusals;
  }

  /** Returns the exceptions of which a get gets one; none if it gets a message. */
  Set<Class<?>> refusalsOfGet(int user) {
    Set<Class<?>> refusals = new HashSet<>();
    if (isEmpty() && shutdown == Shutdown.OPEN) {
      refusals.addAll(Set.of(QueueEmptyException.class, Ways.NotNow.class));
    } else if (isEmpty()) {
      refusals.add(QueueShutDownException.class);
    }
    if (isClaimedByOther(End.CONSUMER, user)) {
      refusals.add(QueueBusyException.class);
    }
    return refusals;
  }

  /** Returns whether there is room for a message that is not too long. */
  Room roomFor(int length) {
    if (maxSize > 0 && size() >= maxSize) {
      return Room.NONE;
    }
    if (isEmpty()) {
      return Room.SURE;
    }
    long needed = bytes() + bytesOf(length);
    if (needed > usable()) {
      return Room.NONE;
    }
    long longest = stored.stream().mapToLong(Stored::bytes).max().orElseThrow();
    long skipped = Math.max(longest, bytesOf(length)) - WORD;
    return needed + skipped > usable() ? Room.MAYBE : Room.SURE;
  }

  /** One word is kept free. */
  private long usable() {
    return ring - WORD;
  }

  void put(String message) {
    stored.add(new Stored(message, false));
    puts++;
  }

  void take() {
    take(1);
  }

  void take(int count) {
    for (int i = 0; i < count; i++) {
      stored.remove(0);
      dropRemovedFront();
    }
  }

  /** Removes the first message that is equal to this one, if there is one. */
  boolean remove(String message) {
    int index = stored.indexOf(new Stored(message, false));
    if (index >= 0) {
      removeAt(index);
    }
    return index >= 0;
  }

  /** Removes the messages that a filter accepts, and returns whether there were any. */
  boolean removeIf(Predicate<String> filter) {
    boolean isChanged = false;
    for (int i = 0; i < stored.size(); i++) {
      Stored here = stored.get(i);
      if (!here.isRemoved() && filter.test(here.message())) {
        stored.set(i, new Stored(here.message(), true));
        isChanged = true;
      }
    }
    dropRemovedFront();
    return isChanged;
  }

  private void removeAt(int index) {
    stored.set(index, new Stored(stored.get(index).message(), true));
    dropRemovedFront();
  }

  private void dropRemovedFront() {
    while (!stored.isEmpty() && stored.get(0).isRemoved()) {
      stored.remove(0);
    }
  }

  void clear() {
    stored.clear();
  }

  void taskDone() {
    done++;
  }

  void shutDown(Shutdown further) {
    if (further.compareTo(shutdown) > 0) {
      shutdown = further;
    }
    if (shutdown == Shutdown.SHUT) {
      clear();
    }
  }

  void claim(End end, int user) {
    claims.put(end, user);
  }

  void unclaim(End end) {
    claims.remove(end);
  }

  /** Lets go what a user has claimed. */
  void unclaim(int user) {
    claims.values().removeIf(it -> it == user);
  }
}
