/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.internal;

import java.nio.ByteBuffer;
import org.checkerframework.common.value.qual.ArrayLen;
import org.checkerframework.common.value.qual.IntVal;

/**
 * The C functions of {@code shmq.h}, one method each, for the JVM.
 *
 * <p>Handles, addresses and sizes are {@code long}; results are what C answers, so that a negative
 * one is an errno value negated. What each function does, and which results it has, is said in
 * {@code shmq.h} only. Every method may be called by any thread at any time, also with a handle
 * that is closed, which C answers with -EBADF. An address that is given must be that of memory
 * outside the heap, which stays until the call returns.
 */
public interface Binding {
  /** The most bytes that {@link #tryPut} and {@link #tryGet} move: copying them takes about a microsecond. */
  @IntVal(16 * 1024)
  int ARRAY_MAX = 16 * 1024;

  /** {@code shmq_create}; the handle goes to {@code queue[0]}. */
  int create(
      String name,
      int flags,
      long maxMessages,
      long maxBytes,
      int mode,
      long @ArrayLen(1) [] queue);

  /** {@code shmq_open}; the handle goes to {@code queue[0]}. */
  int open(String name, long @ArrayLen(1) [] queue);

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
   * so that {@code length} must not exceed {@link #ARRAY_MAX}.
   */
  int tryPut(long queue, byte[] array, int offset, int length);

  /** {@code shmq_try_get} into a part of an array, as {@link #tryPut}. */
  long tryGet(long queue, byte[] array, int offset, int capacity);

  /** {@code shmq_put_many} of the {@code count} elements of {@code struct iovec} at {@code messages}. */
  long putMany(long queue, long messages, long count, long timeoutNanos);

  /**
   * {@code shmq_get_many} into the {@code capacity} bytes at {@code buffer}, with the lengths in the
   * {@code maxCount} elements of {@code uint32_t} at {@code lengths}.
   */
  long getMany(
      long queue, long buffer, long capacity, long lengths, long maxCount, long timeoutNanos);

  /**
   * {@code shmq_scan} from the position in the 8 bytes at {@code position}, with the messages and
   * lengths as {@link #getMany} and their positions in the {@code maxCount} elements of {@code
   * uint64_t} at {@code positions}, unless that is 0.
   */
  long scan(
      long queue,
      long position,
      long buffer,
      long capacity,
      long lengths,
      long positions,
      long maxCount,
      long timeoutNanos);

  /** {@code shmq_remove}. */
  int remove(long queue, long position, long timeoutNanos);

  /** {@code shmq_reserve}; the reserved room's address goes to the 8 bytes at {@code data}. */
  int reserve(long queue, long length, long data, long timeoutNanos);

  /** {@code shmq_commit}. */
  int commit(long queue, long length);

  /** {@code shmq_abort}. */
  int abort(long queue);

  /** {@code shmq_peek}; the message's address goes to the 8 bytes at {@code data}. */
  long peek(long queue, long data, long timeoutNanos);

  /** {@code shmq_consume}. */
  int consume(long queue);

  /** {@code shmq_release}. */
  int release(long queue);

  /** {@code shmq_claim}. */
  int claim(long queue, int ends);

  /** {@code shmq_unclaim}. */
  int unclaim(long queue, int ends);

  /** {@code shmq_qsize}. */
  long qsize(long queue);

  /** {@code shmq_empty}. */
  int empty(long queue);

  /** {@code shmq_full}. */
  int full(long queue);

  /** {@code shmq_shutdown}. */
  int shutdown(long queue, int immediate);

  /** {@code shmq_task_done}. */
  int taskDone(long queue);

  /** {@code shmq_join}. */
  int join(long queue, long timeoutNanos);

  /** {@code shmq_stat}; the figures go to the {@code struct shmq_stat} at {@code stat}. */
  int stat(long queue, long stat);

  /** {@code shmq_check}. */
  int check(long queue);

  /** {@code shmq_max_messages}. */
  long maxMessages(long queue);

  /** {@code shmq_max_length}. */
  long maxLength(long queue);

  /** {@code shmq_set_spin}. */
  int setSpin(long queue, long spinNanos);

  /** {@code shmq_strerror}. */
  String strerror(int error);

  /** {@code shmq_version}. */
  String version();

  /** Returns the address of the first byte of a direct buffer's memory, whatever its position. */
  long address(ByteBuffer direct);

  /** Copies memory outside the heap into a part of an array. */
  void copy(long address, byte[] array, int offset, int length);

  /**
   * Returns true if {@link #window} works: the binding can take a buffer out of use. One that
   * outlives its memory could crash the JVM.
   */
  boolean hasWindows();

  /** Returns a buffer over {@code length} bytes of memory at {@code address}. */
  Window window(long address, int length);
}
