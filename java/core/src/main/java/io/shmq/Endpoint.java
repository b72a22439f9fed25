/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import io.shmq.jfr.QueueEvents;
import io.shmq.jfr.Repairs;
import java.nio.ByteBuffer;
import org.checkerframework.checker.index.qual.Positive;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One handle on a queue: bytes in, bytes out, one message at a time.
 *
 * <p>A call first tries what C does without waiting, on the Java array itself. What that cannot do
 * goes to the C functions that may wait, which need memory outside the heap. No lock protects the
 * handle: C recognizes a closed one, also while other threads are inside.
 */
final class Endpoint {
  private final Binding binding;
  private final long handle;
  private final long maxLength;
  private final Failures failures;
  private final QueueEvents events;

  /** The threads whose callbacks are at work in the queue's memory, one at each end. */
  private volatile @Nullable Thread writer;

  private volatile @Nullable Thread reader;

  Endpoint(Binding binding, long handle, Failures failures) {
    this.binding = binding;
    this.handle = handle;
    maxLength = binding.maxLength(handle);
    this.failures = failures;
    events = new QueueEvents(failures.queue(), () -> repairs(binding, handle));
  }

  Binding binding() {
    return binding;
  }

  long handle() {
    return handle;
  }

  Failures failures() {
    return failures;
  }

  QueueEvents events() {
    return events;
  }

  /**
   * Puts a message that is an array as it is, if that needs no wait.
   *
   * @return true if the message is in the queue, or false if it is not: {@link #put} tells why
   */
  boolean tryPut(byte[] message) {
    return message.length <= Scratch.SMALL
        && binding.tryPut(handle, message, 0, message.length) == 0;
  }

  /**
   * Puts the writer's message.
   *
   * @param timeout longest wait for room in nanoseconds; 0 does not wait and is not interrupted
   * @return true once the message is in the queue, or false if the thread was interrupted before;
   *     its interrupted status is clear then
   */
  boolean put(Scratch scratch, long timeout) {
    MessageWriter writer = scratch.writer();
    int length = writer.length();
    long result = length > Scratch.SMALL
        ? -Errno.EBUSY
        : binding.tryPut(handle, writer.array(), writer.offset(), length);
    if (mayYetSucceed(result, timeout)) {
      // C would refuse it too, but only after it was copied.
      result = length > maxLength ? -Errno.EMSGSIZE : putWaiting(scratch, timeout);
    }
    if (result == 0) {
      return true;
    }
    if (result == -Errno.EINTR) {
      return false;
    }
    throw failures.ofPut(result, handle, length, timeout);
  }

  private long putWaiting(Scratch scratch, long timeout) {
    int length = scratch.writer().length();
    long address = scratch.directCopy().address(binding);
    return events.measured(
        "put", () -> Waiting.until(nanos -> binding.put(handle, address, length, nanos), timeout));
  }

  /**
   * Takes a message to {@link Scratch#message}.
   *
   * @param timeout longest wait for a message in nanoseconds; 0 does not wait and is not
   *     interrupted
   * @return true once the message is taken, or false if the thread was interrupted before; its
   *     interrupted status is clear then
   */
  boolean get(Scratch scratch, long timeout) {
    long result = binding.tryGet(handle, scratch.small(), 0, Scratch.SMALL);
    if (result >= 0 && result <= Scratch.SMALL) {
      scratch.setSmallMessage((int) result);
      return true;
    }
    if (result > Scratch.SMALL || mayYetSucceed(result, timeout)) {
      DirectMemory memory = scratch.direct(failures.javaLength(Math.max(result, 0)));
      result = getWaiting(memory, timeout);
    }
    if (result >= 0) {
      scratch.setDirectMessage((int) result);
      return true;
    }
    if (result == -Errno.EINTR) {
      return false;
    }
    throw failures.ofGet(result, timeout);
  }

  private long getWaiting(DirectMemory memory, long timeout) {
    return events.measured("get", () -> Waiting.until(nanos -> getOnce(memory, nanos), timeout));
  }

  private long getOnce(DirectMemory memory, long timeout) {
    int capacity = memory.capacity();
    long result = binding.get(handle, memory.address(binding), capacity, timeout);
    if (result <= capacity) {
      return result;
    }
    // Nothing was taken. The message may be gone at the next try, as another's.
    memory.require(failures.javaLength(result));
    return Waiting.AGAIN;
  }

  /** Returns true if the attempt on the array was not the last word on the call. */
  private static boolean mayYetSucceed(long result, long timeout) {
    return result == -Errno.EBUSY || (result == -Errno.EAGAIN && timeout > 0);
  }

  /**
   * Puts the messages of a batch.
   *
   * @param timeout longest wait for room for the first, in nanoseconds
   * @return number of messages put, at least 1
   */
  int putMany(Batch batch, long timeout) throws InterruptedException {
    long result = events.measured("putMany", () -> batch.put(binding, handle, timeout));
    return (int) checkPut(result, batch.firstLength(), timeout);
  }

  /**
   * Takes messages to a batch.
   *
   * @param max the most messages to take
   * @param timeout longest wait for the first, in nanoseconds
   */
  void getMany(Batch batch, int max, long timeout) throws InterruptedException {
    checkGet(
        events.measured("getMany", () -> batch.get(binding, handle, failures, max, timeout)),
        timeout);
  }

  /** Returns the result of a put of a message of so many bytes if it succeeded. */
  long checkPut(long result, int length, long timeout) throws InterruptedException {
    if (result == -Errno.EINTR) {
      throw new InterruptedException();
    }
    if (result < 0) {
      throw failures.ofPut(result, handle, length, timeout);
    }
    return result;
  }

  /** Returns the result of a get if it succeeded. */
  long checkGet(long result, long timeout) throws InterruptedException {
    if (result == -Errno.EINTR) {
      throw new InterruptedException();
    }
    if (result < 0) {
      throw failures.ofGet(result, timeout);
    }
    return result;
  }

  /**
   * Takes messages to a batch without waiting.
   *
   * @param max the most messages to take
   * @return true if there were any, or false if the queue is empty
   */
  boolean getManyNowait(Batch batch, int max) {
    long result = batch.get(binding, handle, failures, max, 0);
    if (result < 0 && result != -Errno.EAGAIN) {
      throw failures.ofGet(result, 0);
    }
    return result > 0;
  }

  /** Reads messages, from a position on, to a batch and leaves them in the queue. */
  void scan(Batch batch, long position, @Positive int most) {
    long result =
        events.measured("scan", () -> batch.scan(binding, handle, failures, position, most));
    // A queue that was shut down immediately has nothing in it.
    if (result < 0 && result != -Errno.ESHUTDOWN) {
      throw failures.of(result, "read");
    }
  }

  /** Takes the message at a position, and returns true, or false if it had been taken before. */
  boolean remove(long position) {
    long result = events.measured(
        "remove", () -> Waiting.uninterruptibly(nanos -> binding.remove(handle, position, nanos)));
    return result != -Errno.ESHUTDOWN && count(result, "remove a message from") != 0;
  }

  long qsize() {
    return count(binding.qsize(handle), "count the messages of");
  }

  boolean empty() {
    return count(binding.empty(handle), "look at") != 0;
  }

  boolean full() {
    return count(binding.full(handle), "look at") != 0;
  }

  private long count(long result, String operation) {
    if (result < 0) {
      throw failures.of(result, operation);
    }
    return result;
  }

  void claim(int ends) {
    long result = binding.claim(handle, ends);
    if (result == -Errno.EBUSY) {
      throw failures.claimed();
    }
    count(result, "claim an end of");
  }

  /** Lets ends go, unless that was done, or the handle is closed. */
  void unclaim(int ends) {
    long result = binding.unclaim(handle, ends);
    if (result != -Errno.EPERM && result != -Errno.EBADF) {
      count(result, "let go of an end of");
    }
  }

  void shutdown(boolean immediate) {
    count(binding.shutdown(handle, immediate ? 1 : 0), "shut down");
  }

  void taskDone() {
    long result = binding.taskDone(handle);
    if (result == -Errno.EINVAL) {
      throw failures.taskDoneTooOften();
    }
    count(result, "mark a task as done in");
  }

  /**
   * Waits until all tasks are done.
   *
   * @param timeout longest wait in nanoseconds
   * @return 0 once they are, -EAGAIN or -ETIMEDOUT if they are not in time, or -EINTR if the thread
   *     was interrupted
   */
  long join(long timeout) {
    long result =
        events.measured("join", () -> Waiting.until(nanos -> binding.join(handle, nanos), timeout));
    if (result < 0
        && result != -Errno.EAGAIN
        && result != -Errno.ETIMEDOUT
        && result != -Errno.EINTR) {
      throw failures.of(result, "wait for the tasks of");
    }
    return result;
  }

  QueueStats stats() {
    ByteBuffer memory = StatLayout.allocate();
    count(binding.stat(handle, binding.address(memory)), "read the figures of");
    return StatLayout.read(memory);
  }

  /** Returns what the queue counts of its repairs, or null if the handle is closed. */
  private static @Nullable Repairs repairs(Binding binding, long handle) {
    ByteBuffer memory = StatLayout.allocate();
    if (binding.stat(handle, binding.address(memory)) < 0) {
      return null;
    }
    QueueStats stats = StatLayout.read(memory);
    return new Repairs(stats.recoveries(), stats.rolledForward());
  }

  void check() {
    long result = binding.check(handle);
    if (result == -Errno.EPROTO) {
      throw failures.damaged(stats().damage());
    }
    count(result, "check");
  }

  /** Says which thread's callback writes in the queue's memory; null when it has ended. */
  void setWriter(@Nullable Thread thread) {
    writer = thread;
  }

  /** Says which thread's callback reads in the queue's memory; null when it has ended. */
  void setReader(@Nullable Thread thread) {
    reader = thread;
  }

  /** Closes the handle, unless it is closed. */
  void close() {
    events.close();
    Thread current = Thread.currentThread();
    // C takes memory away from a thread that closes what it is at work in, but keeps it for one
    // whose handle another closes.
    long result = current == writer || current == reader
        ? VirtualThreads.result(() -> binding.close(handle))
        : binding.close(handle);
    if (result != -Errno.EBADF) {
      count(result, "close");
    }
  }
}
