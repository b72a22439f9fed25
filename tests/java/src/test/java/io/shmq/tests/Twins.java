/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Claim;
import io.shmq.Codec;
import io.shmq.End;
import io.shmq.QueueBusyException;
import io.shmq.QueueClosedException;
import io.shmq.QueueFullException;
import io.shmq.QueueStats;
import io.shmq.QueueStats.Shutdown;
import io.shmq.SharedQueue;
import io.shmq.tests.PlainQueue.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A queue with two users, each with an object of its own, beside what it should be. Every method makes
 * one call on the queue, checks its answer, and lets the plain queue do what the answer says.
 */
final class Twins implements AutoCloseable {
  /** The users' numbers are below this. */
  static final int USERS = 2;

  /** More than this need not be taken in one call, in bytes. */
  private static final int BATCH = 256 * 1024;

  private final String name;
  private final PlainQueue plain;
  private final List<SharedQueue<String>> objects = new ArrayList<>();
  private final Map<End, List<Claim>> claims = new EnumMap<>(End.class);

  /**
   * Creates a queue.
   *
   * @param name no queue's name
   * @param maxSize largest number of messages; 0 for no limit
   * @param ring size of the ring in bytes
   */
  Twins(String name, int maxSize, long ring) {
    this.name = name;
    plain = new PlainQueue(maxSize, ring);
    objects.add(
        SharedQueue.builder(name, Codec.utf8()).maxSize(maxSize).maxBytes(ring).create());
    objects.add(SharedQueue.open(name, Codec.utf8()));
  }

  /** Returns the object of a user. */
  SharedQueue<String> queue(int user) {
    return objects.get(user);
  }

  void put(int user, String message, Ways.Put way) {
    boolean wasFull = queue(user).full();
    Answer<?> answer = Answer.of(() -> {
      way.call(queue(user), message);
      return true;
    });
    Set<Class<?>> refusals = plain.refusalsOfPut(user, message.length());
    if (refusals.isEmpty() && message.isEmpty()) {
      assertEquals(
          wasFull, answer.isFailure(), "full tells whether a message of no bytes finds room");
    }
    if (answer.succeededUnless(refusals.isEmpty() ? full(answer, message) : refusals)) {
      plain.put(message);
    }
  }

  /** The reason to refuse a message for which there is no room, also where that cannot be known. */
  private Set<Class<?>> full(Answer<?> answer, String message) {
    Room room = plain.roomFor(message.length());
    boolean isFull = room == Room.NONE || (room == Room.MAYBE && answer.isFailure());
    return isFull ? Set.of(QueueFullException.class, Ways.NotNow.class) : Set.of();
  }

  void putWithThrowingWriter(int user, int length) {
    Answer<?> answer = Answer.of(() -> {
      queue(user)
          .put(
              length,
              out -> {
                throw new Ways.Thrown();
              },
              Duration.ZERO);
      return true;
    });
    Set<Class<?>> reasons = plain.refusalsOfPut(user, length);
    reasons.add(Ways.Thrown.class);
    reasons.add(QueueFullException.class);
    answer.succeededUnless(reasons);
  }

  void putMany(int user, List<String> messages) {
    Answer<Integer> answer = Answer.of(() -> queue(user).putMany(messages, Duration.ZERO));
    if (messages.isEmpty()) {
      assertEquals(0, answer.value());
      return;
    }
    String first = messages.get(0);
    Set<Class<?>> refusals = plain.refusalsOfPut(user, first.length());
    if (!answer.succeededUnless(refusals.isEmpty() ? full(answer, first) : refusals)) {
      return;
    }
    for (String message : messages.subList(0, answer.value())) {
      assertTrue(canPut(user, message, Room.MAYBE), "no room for what was put");
      plain.put(message);
    }
    if (answer.value() < messages.size()) {
      assertFalse(canPut(user, messages.get(answer.value()), Room.SURE), "ended without a reason");
    }
  }

  private boolean canPut(int user, String message, Room least) {
    return plain.refusalsOfPut(user, message.length()).isEmpty()
        && plain.roomFor(message.length()).compareTo(least) >= 0;
  }

  void get(int user, Ways.Get way) {
    Answer<String> answer = Answer.of(() -> way.call(queue(user)));
    if (answer.succeededUnless(plain.refusalsOfGet(user))) {
      assertEquals(plain.content().get(0), answer.value());
      plain.take();
    }
  }

  void getWithThrowingReader(int user) {
    Answer<?> answer = Answer.of(() -> queue(user)
        .get(
            message -> {
              throw new Ways.Thrown();
            },
            Duration.ZERO));
    Set<Class<?>> reasons = plain.refusalsOfGet(user);
    answer.succeededUnless(reasons.isEmpty() ? Set.of(Ways.Thrown.class) : reasons);
  }

  void getMany(int user, int max) {
    Answer<List<String>> answer = Answer.of(() -> queue(user).getMany(max, Duration.ZERO));
    if (answer.succeededUnless(plain.refusalsOfGet(user))) {
      int count = answer.value().size();
      assertTrue(count > 0, "a batch of none");
      assertTrue(
          plain.bytes() > BATCH || count == Math.min(max, plain.size()), () -> "count=" + count);
      assertEquals(plain.content().subList(0, count), answer.value());
      plain.take(count);
    }
  }

  void drainTo(int user, int max) {
    List<String> target = new ArrayList<>();
    Answer<Integer> answer = Answer.of(() -> queue(user).asBlockingQueue().drainTo(target, max));
    Set<Class<?>> refusals = plain.refusalsOfGet(user);
    boolean mayBeNone =
        max == 0 || (plain.isEmpty() && !answer.isFailure() && plain.shutdown() == Shutdown.OPEN);
    if (answer.succeededUnless(mayBeNone ? Set.of() : refusals)) {
      assertEquals(plain.content().subList(0, Math.min(max, plain.size())), target);
      assertEquals(target.size(), answer.value());
      plain.take(target.size());
    } else {
      assertEquals(List.of(), target);
    }
  }

  void clear(int user) {
    Answer<?> answer = Answer.of(() -> {
      queue(user).asBlockingQueue().clear();
      return true;
    });
    if (answer.succeededUnless(plain.isEmpty() ? Set.of() : plain.refusalsOfGet(user))) {
      plain.clear();
    }
  }

  void remove(int user, String message) {
    boolean isThere = plain.content().contains(message);
    assertEquals(isThere, queue(user).asBlockingQueue().contains(message));
    Answer<Boolean> answer = Answer.of(() -> queue(user).asBlockingQueue().remove(message));
    if (answer.succeededUnless(isThere ? plain.refusalsOfGet(user) : Set.of())) {
      assertEquals(plain.remove(message), answer.value());
    }
  }

  /** Removes the message that is so far from the front, or another one that is equal. */
  void removeAt(int user, int index) {
    if (index < plain.size()) {
      remove(user, plain.content().get(index));
    }
  }

  /** Removes the messages with this as the first letter. */
  void removeIf(int user, String letter) {
    boolean isThere = plain.content().stream().anyMatch(it -> it.startsWith(letter));
    Answer<Boolean> answer =
        Answer.of(() -> queue(user).asBlockingQueue().removeIf(it -> it.startsWith(letter)));
    if (answer.succeededUnless(isThere ? plain.refusalsOfGet(user) : Set.of())) {
      assertEquals(plain.removeIf(it -> it.startsWith(letter)), answer.value());
    }
  }

  void claim(int user, End end) {
    Answer<Claim> answer = Answer.of(() -> queue(user).claim(end));
    boolean isTaken = plain.isClaimedByOther(end, user);
    if (answer.succeededUnless(isTaken ? Set.of(QueueBusyException.class) : Set.of())) {
      plain.claim(end, user);
      claims.computeIfAbsent(end, it -> new ArrayList<>()).add(answer.value());
    }
  }

  /** Closes the claims of an end, whoever has it. */
  void unclaim(End end) {
    claims.getOrDefault(end, List.of()).forEach(Claim::close);
    claims.remove(end);
    plain.unclaim(end);
  }

  void taskDone(int user) {
    Answer<?> answer = Answer.of(() -> {
      queue(user).taskDone();
      return true;
    });
    boolean isTooOften = plain.unfinished() == 0;
    if (answer.succeededUnless(isTooOften ? Set.of(IllegalStateException.class) : Set.of())) {
      plain.taskDone();
    }
  }

  void shutdown(int user) {
    queue(user).shutdown();
    plain.shutDown(Shutdown.DRAINING);
  }

  void shutdownNow(int user) {
    queue(user).shutdownNow();
    plain.shutDown(Shutdown.SHUT);
  }

  /** Closes a user's object, and opens another. */
  void reopen(int user) {
    queue(user).close();
    assertThrows(QueueClosedException.class, () -> queue(user).qsize());
    plain.unclaim(user);
    objects.set(user, SharedQueue.open(name, Codec.utf8()));
  }

  /** Closes all objects, and opens others: nobody has the queue open in between. */
  void reopenAll() {
    objects.forEach(SharedQueue::close);
    for (int user = 0; user < USERS; user++) {
      reopen(user);
    }
  }

  /** Checks that the queue is what it should be, as each user sees it. */
  void compare() {
    for (int user = 0; user < USERS; user++) {
      compare(queue(user));
    }
    assertEquals(
        plain.unfinished() == 0 || plain.shutdown() == Shutdown.SHUT,
        Answer.of(() -> queue(0).join(Duration.ZERO)).value());
    queue(1).check();
  }

  private void compare(SharedQueue<String> queue) {
    List<String> content = plain.content();
    assertEquals(content, new ArrayList<>(queue.asBlockingQueue()), "content");
    assertEquals(
        content.stream().findFirst().orElse(null), queue.asBlockingQueue().peek(), "peek");
    assertEquals(content.size(), queue.qsize(), "qsize");
    assertEquals(content.isEmpty(), queue.empty(), "empty");
    Room room = plain.roomFor(0);
    if (room != Room.MAYBE) {
      assertEquals(room == Room.NONE, queue.full(), "full");
    }
    compare(queue.stats());
  }

  private void compare(QueueStats stats) {
    assertEquals(plain.size(), stats.messages(), "messages");
    assertEquals(plain.puts(), stats.puts(), "puts");
    assertEquals(plain.puts() - plain.size(), stats.gets(), "gets");
    assertEquals(plain.unfinished(), stats.unfinished(), "unfinished");
    assertEquals(plain.shutdown(), stats.shutdown(), "shutdown");
    assertEquals(plain.claimed(), new HashSet<>(stats.claimed()), "claimed");
    assertTrue(stats.attached(), "attached");
    assertTrue(stats.bytes() >= plain.bytes(), () -> "bytes=" + stats.bytes());
  }

  @Override
  public void close() {
    objects.forEach(SharedQueue::close);
  }
}
