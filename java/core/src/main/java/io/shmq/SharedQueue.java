/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.BindingException;
import io.shmq.internal.Bindings;
import io.shmq.internal.Errno;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;

/**
 * A queue that the processes of one Linux host share: first in, first out, any number of producers
 * and consumers, in Java or in C.
 *
 * <pre>{@code
 * try (SharedQueue<String> queue = SharedQueue.create("jobs", 3, Codec.utf8())) {
 *   queue.put("Message 1");
 *   String message = queue.get();
 * }
 * }</pre>
 *
 * <p>The queue lives in {@code /dev/shm} under its name, from {@link #create} until {@link #unlink},
 * whether or not a process has it open. A name matches {@code [A-Za-z0-9][A-Za-z0-9._-]{0,199}}. A
 * process that is killed, at whatever point, blocks nobody, and no message that was put gets lost.
 *
 * <p>Any thread may call any method at any time, also while another thread closes the object. Every
 * call may throw a {@link QueueException} of the kinds that its description names; besides those,
 * {@link QueueClosedException} after {@link #close}, and {@link QueueCorruptException} if the shared
 * memory is damaged.
 *
 * @param <E> type of the elements, which are never null
 */
@InheritableMustCall("close")
public final class SharedQueue<E extends Object> implements AutoCloseable {
  private final String name;
  private final Codec<E> codec;
  private final int maxSize;
  private final Endpoint endpoint;

  private SharedQueue(String name, Codec<E> codec, Binding binding, long handle) {
    this.name = name;
    this.codec = codec;
    maxSize = saturated(binding.maxMessages(handle));
    endpoint = new Endpoint(binding, handle, new Failures(binding, name));
  }

  /**
   * Creates a queue and opens it. Only this user may open it.
   *
   * @param <E> type of the elements
   * @param name name of the queue
   * @param maxSize largest number of messages that may wait at once; 0 or less for no limit
   * @param codec turns elements into messages and back
   * @return the queue
   * @throws IllegalArgumentException if no queue can have this name
   * @throws QueueExistsException if the name is taken
   * @throws OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public static <E extends Object> SharedQueue<E> create(String name, int maxSize, Codec<E> codec) {
    Objects.requireNonNull(codec, "codec");
    Binding binding = binding();
    Failures failures = new Failures(binding, name);
    requireCString(name, failures, "create");
    long[] handle = new long[1];
    check(binding.create(name, 0, maxSize, 0, 0, handle), failures, "create");
    return new SharedQueue<>(name, codec, binding, handle[0]);
  }

  /**
   * Creates a queue without a limit on the number of messages and opens it, as {@link
   * #create(String, int, Codec)} does.
   *
   * @param <E> type of the elements
   * @param name name of the queue
   * @param codec turns elements into messages and back
   * @return the queue
   */
  public static <E extends Object> SharedQueue<E> create(String name, Codec<E> codec) {
    return create(name, 0, codec);
  }

  /**
   * Opens a queue that some process has created.
   *
   * @param <E> type of the elements
   * @param name name of the queue
   * @param codec turns elements into messages and back, as the other processes do
   * @return the queue
   * @throws IllegalArgumentException if no queue can have this name
   * @throws QueueNotFoundException if there is no queue with this name
   * @throws QueueAccessException if its permissions do not let this process in
   * @throws QueueCorruptException if the object with this name is no queue of this version of shmq
   * @throws QueueIncompatibleException if this process cannot share the locks of the queue
   */
  public static <E extends Object> SharedQueue<E> open(String name, Codec<E> codec) {
    Objects.requireNonNull(codec, "codec");
    Binding binding = binding();
    Failures failures = new Failures(binding, name);
    requireCString(name, failures, "open");
    long[] handle = new long[1];
    check(binding.open(name, handle), failures, "open");
    return new SharedQueue<>(name, codec, binding, handle[0]);
  }

  /**
   * Removes the name of a queue. Those who have the queue open go on using it; its memory goes with
   * the last of them.
   *
   * @param name name of the queue
   * @throws IllegalArgumentException if no queue can have this name
   * @throws QueueNotFoundException if there is no queue with this name
   * @throws QueueAccessException if this process may not remove it
   */
  public static void unlink(String name) {
    Binding binding = binding();
    Failures failures = new Failures(binding, name);
    requireCString(name, failures, "unlink");
    check(binding.unlink(name), failures, "unlink");
  }

  private static Binding binding() {
    try {
      return Bindings.get();
    } catch (BindingException e) {
      throw new QueueException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireCString(String name, Failures failures, String operation) {
    // C would take the part before a NUL for the name.
    if (name.indexOf('\0') >= 0) {
      throw failures.of(-Errno.EINVAL, operation);
    }
  }

  private static void check(int result, Failures failures, String operation) {
    if (result != 0) {
      throw failures.of(result, operation);
    }
  }

  /**
   * Puts an element, waiting for room as long as it takes.
   *
   * @param element the element, not null
   * @throws InterruptedException if the thread is interrupted, on entry or while it waits, which
   *     it notices within 50 ms; the element was not put
   * @throws MessageTooLargeException if the element can never fit
   * @throws OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public void put(E element) throws InterruptedException {
    putInterruptibly(element, Endpoint.FOREVER);
  }

  /**
   * Puts an element, waiting for room up to a timeout.
   *
   * @param element the element, not null
   * @param timeout longest wait; zero or negative does not wait
   * @throws QueueFullException if there was no room in time
   * @throws QueueBusyException if the lock could not be had in time, because the process that holds
   *     it does not run
   * @throws InterruptedException as {@link #put(Object)}
   * @throws MessageTooLargeException if the element can never fit
   * @throws OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public void put(E element, Duration timeout) throws InterruptedException {
    putInterruptibly(element, nanos(timeout));
  }

  /**
   * Puts an element if there is room now. The thread's interrupted status is of no concern.
   *
   * @param element the element, not null
   * @throws QueueFullException if there is no room
   * @throws QueueBusyException if the lock is held by a process that does not run
   * @throws MessageTooLargeException if the element can never fit
   * @throws OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public void putNowait(E element) {
    putWithin(element, 0);
  }

  private void putInterruptibly(E element, long timeout) throws InterruptedException {
    if (Thread.interrupted() || !putWithin(element, timeout)) {
      throw new InterruptedException();
    }
  }

  private boolean putWithin(E element, long timeout) {
    Objects.requireNonNull(element, "element");
    Scratch scratch = Scratch.take();
    try {
      codec.encode(element, scratch.writer());
      return endpoint.put(scratch, timeout);
    } finally {
      scratch.release();
    }
  }

  /**
   * Takes the element at the front, waiting for one as long as it takes.
   *
   * @return the element
   * @throws InterruptedException if the thread is interrupted, on entry or while it waits, which
   *     it notices within 50 ms; nothing was taken
   */
  public E get() throws InterruptedException {
    return getInterruptibly(Endpoint.FOREVER);
  }

  /**
   * Takes the element at the front, waiting for one up to a timeout.
   *
   * @param timeout longest wait; zero or negative does not wait
   * @return the element
   * @throws QueueEmptyException if there was none in time
   * @throws QueueBusyException if the lock could not be had in time, because the process that holds
   *     it does not run
   * @throws InterruptedException as {@link #get()}
   */
  public E get(Duration timeout) throws InterruptedException {
    return getInterruptibly(nanos(timeout));
  }

  /**
   * Takes the element at the front if there is one now. The thread's interrupted status is of no
   * concern.
   *
   * @return the element
   * @throws QueueEmptyException if there is none
   * @throws QueueBusyException if the lock is held by a process that does not run
   */
  public E getNowait() {
    Scratch scratch = Scratch.take();
    try {
      endpoint.get(scratch, 0);
      return codec.decode(scratch.message());
    } finally {
      scratch.release();
    }
  }

  private E getInterruptibly(long timeout) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Scratch scratch = Scratch.take();
    try {
      if (!endpoint.get(scratch, timeout)) {
        throw new InterruptedException();
      }
      return codec.decode(scratch.message());
    } finally {
      scratch.release();
    }
  }

  private static int saturated(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  private static long nanos(Duration timeout) {
    // Saturates, so that no duration is too long; Duration.toNanos would throw.
    return Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
  }

  /**
   * Returns the number of messages in the queue. Other threads and processes may change it at any
   * time.
   *
   * @return number of messages, 0 or more; {@link Integer#MAX_VALUE} if there are more than that
   */
  public int qsize() {
    return saturated(endpoint.qsize());
  }

  /**
   * Returns true if a get would find no message now, or false if it would. Other threads and
   * processes may change that at any time.
   *
   * @return whether the queue is empty
   */
  public boolean empty() {
    return endpoint.empty();
  }

  /**
   * Returns true if a put of a message of no bytes would find no room now, or false if it would.
   * Other threads and processes may change that at any time.
   *
   * @return whether the queue is full
   */
  public boolean full() {
    return endpoint.full();
  }

  /**
   * Returns the limit on the number of messages, which its creator has set.
   *
   * @return largest number of messages, or 0 if there is no limit; {@link Integer#MAX_VALUE} if a C
   *     program set a larger one
   */
  public int maxSize() {
    return maxSize;
  }

  /**
   * Returns the name of the queue.
   *
   * @return name as it was given to {@code create} or {@code open}
   */
  public String name() {
    return name;
  }

  /**
   * Closes this object. Threads that are in one of its calls leave with {@link
   * QueueClosedException}. The queue, its messages, and other objects and processes that have it
   * open are not concerned. Closing again does nothing.
   */
  @Override
  public void close() {
    endpoint.close();
  }

  @Override
  public String toString() {
    return "SharedQueue[name=" + name + ", maxSize=" + maxSize + "]";
  }
}
