/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the processes of a measurement tell each other: a small file in memory. Each field has a line
 * of its own, lest who writes one disturb who reads another.
 *
 * <pre>
 *   line 0            phase, set by the coordinating process
 *   line 1            number of the window that samples go to, or 0
 *   line 2            number of processes that are ready
 *   line 3            system's number of the thread that is idle
 *   line 4            time from one round trip's start to the next one's in nanoseconds, or 0
 *   lines from 8      by producer: how many messages it sent in all, plus 1; 0 until it is done
 *   lines from 72     by consumer: how many messages came so far
 *   bytes from 32768  by consumer and producer: how many messages came in all, sum of their numbers
 * </pre>
 */
final class Control {
  /** The most producers, and the most consumers. */
  static final int MAX_ENDS = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  /** Two lines of 64 bytes: processors fetch the neighbour as well. */
  private static final int LINE = 128;

  private static final int PHASE = 0;
  private static final int WINDOW = LINE;
  private static final int READY = 2 * LINE;
  private static final int THREAD = 3 * LINE;
  private static final int INTERVAL = 4 * LINE;
  private static final int SENT = 8 * LINE;
  private static final int RECEIVED = SENT + MAX_ENDS * LINE;
  private static final int ACCOUNTS = 32768;
  private static final int ACCOUNT = 16;
  private static final int SIZE = ACCOUNTS + MAX_ENDS * MAX_ENDS * ACCOUNT;

  private final ByteBuffer memory;

  /** Opens the one of a folder, or makes it. */
  Control(Path folder) throws IOException {
    try (FileChannel file = FileChannel.open(
        folder.resolve("control"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE)) {
      memory = file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
    }
  }

  Phase phase() {
    return Phase.of((int) get(PHASE));
  }

  void phase(Phase phase) {
    set(PHASE, phase.ordinal());
  }

  int window() {
    return (int) get(WINDOW);
  }

  void window(int number) {
    set(WINDOW, number);
  }

  int ready() {
    return (int) get(READY);
  }

  void addReady() {
    LONGS.getAndAdd(memory, READY, 1L);
  }

  long thread() {
    return get(THREAD);
  }

  void thread(long number) {
    set(THREAD, number);
  }

  long interval() {
    return get(INTERVAL);
  }

  void interval(long nanos) {
    set(INTERVAL, nanos);
  }

  /** Returns how many messages a producer sent in all, or -1 if it is not done. */
  long sent(int producer) {
    return get(SENT + producer * LINE) - 1;
  }

  void sent(int producer, long count) {
    set(SENT + producer * LINE, count + 1);
  }

  long received(int consumer) {
    return get(RECEIVED + consumer * LINE);
  }

  void received(int consumer, long count) {
    set(RECEIVED + consumer * LINE, count);
  }

  long count(int consumer, int producer) {
    return get(account(consumer, producer));
  }

  long sum(int consumer, int producer) {
    return get(account(consumer, producer) + Long.BYTES);
  }

  void account(int consumer, int producer, long count, long sum) {
    set(account(consumer, producer), count);
    set(account(consumer, producer) + Long.BYTES, sum);
  }

  private static int account(int consumer, int producer) {
    return ACCOUNTS + (consumer * MAX_ENDS + producer) * ACCOUNT;
  }

  private long get(int offset) {
    return (long) LONGS.getAcquire(memory, offset);
  }

  private void set(int offset, long value) {
    LONGS.setRelease(memory, offset, value);
  }
}
