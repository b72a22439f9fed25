/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.nio.ByteBuffer;

/**
 * The C functions of {@code shmq.h}, one method each, for the JVM.
 *
 * <p>Handles, addresses and sizes are {@code long}; results are what C answers, so that a negative
 * one is an errno value negated. What each function does, and which results it has, is said in
 * {@code shmq.h} only. Every method may be called by any thread at any time, also with a handle
 * that is closed, which C answers with -EBADF.
 */
public interface Binding {
  /** {@code shmq_create}; the handle goes to {@code queue[0]}. */
  int create(String name, int flags, long maxMessages, long maxBytes, int mode, long[] queue);

  /** {@code shmq_open}; the handle goes to {@code queue[0]}. */
  int open(String name, long[] queue);

  /** {@code shmq_close}. */
  int close(long queue);

  /** {@code shmq_unlink}. */
  int unlink(String name);

  /** {@code shmq_put} of the {@code length} bytes at the address {@code data}. */
  int put(long queue, long data, long length, long timeoutNanos);

  /** {@code shmq_get} into the {@code capacity} bytes at the address {@code buffer}. */
  long get(long queue, long buffer, long capacity, long timeoutNanos);

  /**
   * {@code shmq_try_put} of a part of an array. It may hold up the garbage collector while it runs,
   * so {@code length} is to be small.
   */
  int tryPut(long queue, byte[] array, int offset, int length);

  /** {@code shmq_try_get} into a part of an array, as {@link #tryPut}. */
  long tryGet(long queue, byte[] array, int offset, int capacity);

  /** {@code shmq_qsize}. */
  long qsize(long queue);

  /** {@code shmq_empty}. */
  int empty(long queue);

  /** {@code shmq_full}. */
  int full(long queue);

  /** {@code shmq_max_messages}. */
  long maxMessages(long queue);

  /** {@code shmq_max_length}. */
  long maxLength(long queue);

  /** {@code shmq_strerror}. */
  String strerror(int error);

  /** {@code shmq_version}. */
  String version();

  /** Returns the address of the first byte of a direct buffer's memory, whatever its position. */
  long address(ByteBuffer direct);
}
