/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.Codec;
import io.shmq.QueueClosedException;
import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A process in which a hundred virtual threads wait for messages of the queue that the argument
 * names. It is to be given few carriers.
 */
public final class VirtualGetters {
  /** What it prints. */
  static final List<String> OUTPUT = List.of(
      "own threads before a virtual thread waits: 0",
      "others ran: 100",
      "received: 100",
      "others ran: 100",
      "interrupted: 100",
      "others ran: 100",
      "closed: 100",
      "own threads later: 0");

  private static final int THREADS = 100;
  private static final long PATIENCE_SECONDS = 30;

  private final SharedQueue<String> queue;

  private VirtualGetters(SharedQueue<String> queue) {
    this.queue = queue;
  }

  /** Runs the process. */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException("The argument is NAME (given=" + args.length + ").");
    }
    try (SharedQueue<String> queue = SharedQueue.open(args[0], Codec.utf8())) {
      VirtualGetters getters = new VirtualGetters(queue);
      getters.receive();
      getters.areInterrupted();
      getters.areClosed();
    }
    until(() -> ownThreads() == 0);
    System.out.println("own threads later: " + ownThreads());
  }

  /** Returns the number of threads that are there on behalf of the queue. */
  private static long ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("shmq"))
        .count();
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new AssertionError("The condition did not come true in time.");
      }
      Thread.sleep(10);
    }
  }

  /** A call of each getter, which says how it ended. */
  private interface Call {
    String end() throws InterruptedException;
  }

  /** Starts the getters, and returns when each of them waits and others have run beside them. */
  private List<Thread> start(ConcurrentHashMap<String, AtomicInteger> ends, Call call)
      throws Exception {
    List<Thread> getters = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      getters.add(VirtualThreads.start(() -> {
        String end;
        try {
          end = call.end();
        } catch (InterruptedException e) {
          end = "interrupted";
        } catch (QueueClosedException e) {
          end = "closed";
        }
        ends.computeIfAbsent(end, key -> new AtomicInteger()).incrementAndGet();
      }));
    }
    until(() -> ownThreads() == THREADS);
    letOthersRun();
    return getters;
  }

  private static void letOthersRun() throws Exception {
    CountDownLatch met = new CountDownLatch(THREADS);
    AtomicInteger ran = new AtomicInteger();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      others.add(VirtualThreads.start(() -> {
        met.countDown();
        try {
          met.await();
          ran.incrementAndGet();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }));
    }
    VirtualThreads.join(others);
    System.out.println("others ran: " + ran);
  }

  private static void print(ConcurrentHashMap<String, AtomicInteger> ends) {
    System.out.println(ends.entrySet().stream()
        .map(end -> end.getKey() + ": " + end.getValue())
        .collect(Collectors.joining(", ")));
  }

  private void receive() throws Exception {
    queue.put("from a platform thread");
    queue.get();
    System.out.println("own threads before a virtual thread waits: " + ownThreads());
    ConcurrentHashMap<String, AtomicInteger> ends = new ConcurrentHashMap<>();
    ConcurrentHashMap<String, Boolean> received = new ConcurrentHashMap<>();
    List<Thread> getters = start(ends, () -> {
      received.put(queue.get(), true);
      return "received";
    });
    for (int i = 0; i < THREADS; i++) {
      queue.put("message " + i);
    }
    VirtualThreads.join(getters);
    if (received.size() != THREADS) {
      throw new AssertionError("received=" + received.keySet());
    }
    print(ends);
  }

  private void areInterrupted() throws Exception {
    ConcurrentHashMap<String, AtomicInteger> ends = new ConcurrentHashMap<>();
    List<Thread> getters = start(ends, queue::get);
    getters.forEach(Thread::interrupt);
    VirtualThreads.join(getters);
    print(ends);
  }

  private void areClosed() throws Exception {
    ConcurrentHashMap<String, AtomicInteger> ends = new ConcurrentHashMap<>();
    List<Thread> getters = start(ends, queue::get);
    queue.close();
    VirtualThreads.join(getters);
    print(ends);
  }
}
