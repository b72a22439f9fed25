/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A binding whose put and get return what the test lays down, in that order. What is tried on an
 * array always finds the lock taken, so that every call comes to put or get.
 */
final class ScriptedBinding implements Binding {
  static final long MAX_LENGTH = 1 << 20;

  private final Queue<Long> results = new ArrayDeque<>();

  /** The timeouts of the calls of put and get. */
  final List<Long> timeouts = new ArrayList<>();

  /** The capacities of the calls of get. */
  final List<Long> capacities = new ArrayList<>();

  ScriptedBinding(long... script) {
    for (long result : script) {
      results.add(result);
    }
  }

  private long next(long timeoutNanos) {
    timeouts.add(timeoutNanos);
    return results.remove();
  }

  @Override
  public int put(long queue, long data, long length, long timeoutNanos) {
    return (int) next(timeoutNanos);
  }

  @Override
  public long get(long queue, long buffer, long capacity, long timeoutNanos) {
    capacities.add(capacity);
    return next(timeoutNanos);
  }

  @Override
  public int tryPut(long queue, byte[] array, int offset, int length) {
    return -Errno.EBUSY;
  }

  @Override
  public long tryGet(long queue, byte[] array, int offset, int capacity) {
    return -Errno.EBUSY;
  }

  @Override
  public int create(
      String name, int flags, long maxMessages, long maxBytes, int mode, long[] queue) {
    return 0;
  }

  @Override
  public int open(String name, long[] queue) {
    return 0;
  }

  @Override
  public int close(long queue) {
    return 0;
  }

  @Override
  public int unlink(String name) {
    return 0;
  }

  @Override
  public long qsize(long queue) {
    return 7;
  }

  @Override
  public int empty(long queue) {
    return 0;
  }

  @Override
  public int full(long queue) {
    return 0;
  }

  @Override
  public long maxMessages(long queue) {
    return 7;
  }

  @Override
  public long maxLength(long queue) {
    return MAX_LENGTH;
  }

  @Override
  public String strerror(int error) {
    return "The C side says so.";
  }

  @Override
  public String version() {
    return "0.0.0";
  }

  @Override
  public long address(ByteBuffer direct) {
    return 0;
  }
}
