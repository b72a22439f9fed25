/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import io.shmq.internal.Timeouts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.checkerframework.checker.index.qual.Positive;
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
 * <p>An object is to be closed when it is no longer needed. One that is dropped without that goes with
 * the garbage, but its mapping, its file descriptor and its claims stay until the process ends.
 *
 * @param <E> type of the elements, which are never null
 */
@InheritableMustCall("close")
public final class SharedQueue<E extends Object> implements AutoCloseable {
  private final String name;
  private final Codec<E> codec;
  private final int maxSize;
  private final Endpoint endpoint;
  private final ScratchShelf putScratches = new ScratchShelf();
  private final ScratchShelf getScratches = new ScratchShelf();

  /** Whether an element is its message, which spares a detour. */
  private final boolean isBytes;

  SharedQueue(String name, Codec<E> codec, Binding binding, long handle) {
    this.name = name;
    this.codec = codec;
    isBytes = codec == BytesCodec.INSTANCE;
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
    return builder(name, codec).maxSize(maxSize).create();
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
    return builder(name, codec).open();
  }

  /**
   * Opens the queue that a handle names.
   *
   * @param <E> type of the elements
   * @param handle the handle, from {@link #handle} in whichever process
   * @param codec turns elements into messages and back, as the other processes do
   * @return the queue
   * @throws QueueNotFoundException if the queue has gone, also if another one has its name now
   * @throws QueueException as {@link #open(String, Codec)}
   */
  public static <E extends Object> SharedQueue<E> open(QueueHandle handle, Codec<E> codec) {
    SharedQueue<E> queue = open(handle.name(), codec);
    RuntimeException mismatch;
    try {
      if (queue.handle().equals(handle)) {
        return queue;
      }
      mismatch = queue.failures().replaced(handle);
    } catch (RuntimeException e) {
      mismatch = e;
    }
    queue.close();
    throw mismatch;
  }

  /**
   * Opens a queue, or creates it if there is none; see {@link SharedQueueBuilder#openOrCreate}.
   *
   * @param <E> type of the elements
   * @param name name of the queue
   * @param maxSize largest number of messages that may wait at once; 0 or less for no limit
   * @param codec turns elements into messages and back
   * @return the queue
   * @throws QueueExistsException if it exists with another limit; the message shows both
   * @throws QueueException as {@link #create(String, int, Codec)} and {@link #open(String, Codec)}
   */
  public static <E extends Object> SharedQueue<E> openOrCreate(
      String name, int maxSize, Codec<E> codec) {
    return builder(name, codec).maxSize(maxSize).openOrCreate();
  }

  /**
   * Opens a queue without a limit on the number of messages, or creates it if there is none, as
   * {@link #openOrCreate(String, int, Codec)} does.
   *
   * @param <E> type of the elements
   * @param name name of the queue
   * @param codec turns elements into messages and back
   * @return the queue
   */
  public static <E extends Object> SharedQueue<E> openOrCreate(String name, Codec<E> codec) {
    return openOrCreate(name, 0, codec);
  }

  /**
   * Creates a queue with a name that no other has, which goes with the last object that has it open,
   * in whichever process. Others open it with its {@link #handle}. A process that ends without closing
   * its objects has closed them, unless it is killed; of a queue whose last user is killed the name
   * stays until somebody unlinks it.
   *
   * @param <E> type of the elements
   * @param maxSize largest number of messages that may wait at once; 0 or less for no limit
   * @param codec turns elements into messages and back
   * @return the queue
   * @throws OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public static <E extends Object> SharedQueue<E> anonymous(int maxSize, Codec<E> codec) {
    String name = "anonymous-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    return builder(name, codec).maxSize(maxSize).autoUnlink().create();
  }

  /**
   * Returns a builder, which sets more than {@code create} and {@code open} do.
   *
   * @param <E> type of the elements
   * @param name name of the queue
   * @param codec turns elements into messages and back
   * @return the builder
   */
  public static <E extends Object> SharedQueueBuilder<E> builder(String name, Codec<E> codec) {
    return new SharedQueueBuilder<>(name, codec);
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
    SharedQueueBuilder.unlink(name);
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
    putInterruptibly(element, Waiting.FOREVER);
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
    putInterruptibly(element, Timeouts.nanos(timeout));
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
    if (isBytes && endpoint.tryPut((byte[]) element)) {
      return true;
    }
    Scratch scratch = putScratches.take();
    try {
      encode(element, scratch);
      return endpoint.put(scratch, timeout);
    } finally {
      scratch.release();
    }
  }

  private void encode(E element, Scratch scratch) {
    codec.encode(Objects.requireNonNull(element, "element"), scratch.writer());
  }

  /**
   * Takes the element at the front, waiting for one as long as it takes.
   *
   * @return the element
   * @throws InterruptedException if the thread is interrupted, on entry or while it waits, which
   *     it notices within 50 ms; nothing was taken
   */
  public E get() throws InterruptedException {
    return getInterruptibly(Waiting.FOREVER);
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
    return getInterruptibly(Timeouts.nanos(timeout));
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
    Scratch scratch = getScratches.take();
    try {
      endpoint.get(scratch, 0);
      return decoded(scratch);
    } finally {
      scratch.release();
    }
  }

  private E getInterruptibly(long timeout) throws InterruptedException {
    requireUninterrupted();
    Scratch scratch = getScratches.take();
    try {
      if (!endpoint.get(scratch, timeout)) {
        throw new InterruptedException();
      }
      return decoded(scratch);
    } finally {
      scratch.release();
    }
  }

  @SuppressWarnings("unchecked") // the elements of a queue with that codec are arrays of bytes
  private E decoded(Scratch scratch) {
    E element = isBytes ? (E) scratch.messageCopy() : codec.decode(scratch.message());
    if (element == null) {
      throw new CodecException("The codec has decoded a message as null (codec="
          + codec
          + "): return an element, or throw a CodecException.");
    }
    return element;
  }

  private static int saturated(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  /**
   * Puts elements in order, in one call of C, waiting for room for the first up to a timeout, not
   * for the others. No other producer's messages come between them.
   *
   * @param elements the elements, none of them null; all are encoded before the first is put
   * @param timeout longest wait; zero or negative does not wait
   * @return number of elements put, at least 1 unless there are none: those first in order
   * @throws QueueFullException if there was no room for the first in time
   * @throws IllegalArgumentException if the elements are too long for one call, 2 GiB
   * @throws InterruptedException as {@link #put(Object)}; none was put
   * @throws QueueException as {@link #put(Object, Duration)}, for the first
   */
  public int putMany(Collection<? extends E> elements, Duration timeout)
      throws InterruptedException {
    requireUninterrupted();
    Scratch scratch = putScratches.take();
    try {
      Batch batch = scratch.batch();
      for (E element : elements) {
        encode(element, scratch);
        MessageWriter writer = scratch.writer();
        batch.add(writer.array(), writer.offset(), writer.length());
        writer.reset(Scratch.SMALL);
      }
      return batch.count() == 0 ? 0 : endpoint.putMany(batch, Timeouts.nanos(timeout));
    } finally {
      scratch.release();
    }
  }

  /**
   * Takes elements from the front in order, in one call of C, waiting for the first up to a timeout,
   * not for the others.
   *
   * @param max the most elements to take; a call takes no more than 16,384, nor much more than 256
   *     KiB
   * @param timeout longest wait; zero or negative does not wait
   * @return the elements, at least one
   * @throws IllegalArgumentException if {@code max} is not positive
   * @throws QueueEmptyException if there was none in time
   * @throws BatchException if messages could not be decoded; it has the elements of the others
   * @throws InterruptedException as {@link #get()}
   * @throws QueueException as {@link #get(Duration)}
   */
  public List<E> getMany(int max, Duration timeout) throws InterruptedException {
    if (max <= 0) {
      throw new IllegalArgumentException(
          "The number of elements must be positive (max=" + max + ").");
    }
    requireUninterrupted();
    Scratch scratch = getScratches.take();
    try {
      Batch batch = scratch.batch();
      endpoint.getMany(batch, max, Timeouts.nanos(timeout));
      return decoded(batch, scratch);
    } finally {
      scratch.release();
    }
  }

  /**
   * Takes elements from the front without waiting, as {@link #getMany} does.
   *
   * @return the elements; none if the queue is empty
   */
  List<E> getManyNowait(int max) {
    Scratch scratch = Scratch.take();
    try {
      Batch batch = scratch.batch();
      return endpoint.getManyNowait(batch, max) ? decoded(batch, scratch) : List.of();
    } finally {
      scratch.release();
    }
  }

  /** Takes what is in the queue now, and drops it. */
  void dropAll() {
    Scratch scratch = Scratch.take();
    try {
      Batch batch = scratch.batch();
      // What is put meanwhile stays.
      int left = qsize();
      while (left > 0 && endpoint.getManyNowait(batch, left)) {
        left -= batch.count();
      }
    } catch (QueueShutDownException e) {
      // Others have taken the rest of a queue that was shut down.
    } finally {
      scratch.release();
    }
  }

  /**
   * Reads messages and leaves them in the queue.
   *
   * @param position where to begin: 0 for the front, or where another scan has ended
   * @param most the most messages to read
   */
  Scan<E> scan(long position, @Positive int most) {
    Scratch scratch = Scratch.take();
    try {
      Batch batch = scratch.batch();
      endpoint.scan(batch, position, most);
      List<Scanned<E>> messages = new ArrayList<>(batch.count());
      int offset = 0;
      for (int i = 0; i < batch.count(); i++) {
        offset += batch.show(i, offset, scratch);
        messages.add(scanned(batch.position(i), scratch));
      }
      return new Scan<>(messages, batch.nextPosition());
    } finally {
      scratch.release();
    }
  }

  private Scanned<E> scanned(long position, Scratch scratch) {
    try {
      E element = decoded(scratch);
      return new Scanned<>(position, () -> element);
    } catch (RuntimeException e) {
      return new Scanned<>(position, () -> {
        throw e;
      });
    }
  }

  /**
   * Takes the message at a position and drops it.
   *
   * @param position from a scan
   * @return true if it was there, or false if somebody has taken it before
   */
  boolean remove(long position) {
    return endpoint.remove(position);
  }

  private List<E> decoded(Batch batch, Scratch scratch) {
    List<E> elements = new ArrayList<>(batch.count());
    Throwable failure = null;
    int offset = 0;
    for (int i = 0; i < batch.count(); i++) {
      offset += batch.show(i, offset, scratch);
      try {
        elements.add(decoded(scratch));
      } catch (Throwable e) {
        // Errors as well, as from a message nested too deeply: the others are not to be lost with
        // it.
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failures().undecodable(batch.count(), elements, failure);
    }
    return elements;
  }

  /**
   * Puts a message that a callback writes where it lies in the queue, waiting for room as long as it
   * takes. No codec is involved.
   *
   * <p>A long message is written without a copy. While the callback writes it no other producer can
   * put, so that it should not take long; consumers go on.
   *
   * @param length length of the message in bytes
   * @param writer writes the message to the buffer it is given, between position 0 and limit, in
   *     big-endian order unless it sets another; what it does not write is undefined. The buffer is
   *     dead after the callback. If it throws, nothing was put
   * @throws IllegalArgumentException if the length is negative
   * @throws IllegalStateException if the callback calls the producers' end of the same queue
   * @throws InterruptedException as {@link #put(Object)}
   * @throws QueueException as {@link #put(Object)}
   */
  public void put(int length, Consumer<ByteBuffer> writer) throws InterruptedException {
    putInPlace(length, writer, Waiting.FOREVER);
  }

  /**
   * Puts a message that a callback writes where it lies in the queue, as {@link #put(int, Consumer)},
   * waiting for room up to a timeout.
   *
   * @param length length of the message in bytes
   * @param writer writes the message
   * @param timeout longest wait; zero or negative does not wait
   * @throws QueueFullException if there was no room in time; the callback may have run
   * @throws InterruptedException as {@link #put(Object)}
   */
  public void put(int length, Consumer<ByteBuffer> writer, Duration timeout)
      throws InterruptedException {
    putInPlace(length, writer, Timeouts.nanos(timeout));
  }

  private void putInPlace(int length, Consumer<ByteBuffer> writer, long timeout)
      throws InterruptedException {
    if (length < 0) {
      throw new IllegalArgumentException(
          "The length must not be negative (length=" + length + ").");
    }
    Objects.requireNonNull(writer, "writer");
    requireUninterrupted();
    new InPlace(endpoint).put(length, writer, timeout);
  }

  /**
   * Takes the message at the front and returns what a callback makes of it, waiting for one as long
   * as it takes. No codec is involved.
   *
   * <p>A long message is read where it lies in the queue, without a copy. While the callback reads,
   * no other consumer can take a message, so that it should not take long; producers go on. For a
   * virtual thread the callback runs in a platform thread.
   *
   * @param <R> type of the result
   * @param reader reads the message between position and limit of the read-only buffer it is given,
   *     in big-endian order unless it sets another. The buffer is dead after the callback. If it
   *     throws, the message stays at the front
   * @return what the callback returns
   * @throws IllegalStateException if the callback calls the consumers' end of the same queue
   * @throws InterruptedException as {@link #get()}
   * @throws QueueException as {@link #get()}
   */
  public <R> R get(Function<ByteBuffer, R> reader) throws InterruptedException {
    return getInPlace(reader, Waiting.FOREVER);
  }

  /**
   * Takes the message at the front and returns what a callback makes of it, as {@link
   * #get(Function)}, waiting for one up to a timeout.
   *
   * @param <R> type of the result
   * @param reader reads the message
   * @param timeout longest wait; zero or negative does not wait
   * @return what the callback returns
   * @throws QueueEmptyException if there was none in time
   * @throws InterruptedException as {@link #get()}
   */
  public <R> R get(Function<ByteBuffer, R> reader, Duration timeout) throws InterruptedException {
    return getInPlace(reader, Timeouts.nanos(timeout));
  }

  private <R> R getInPlace(Function<ByteBuffer, R> reader, long timeout)
      throws InterruptedException {
    Objects.requireNonNull(reader, "reader");
    requireUninterrupted();
    return new InPlace(endpoint).get(reader, timeout);
  }

  /**
   * Makes this object the only producer, the only consumer or both until the claim is closed, this
   * object is closed, or this process ends: a claimed end needs no lock. Calls of other objects at
   * that end fail with {@link QueueBusyException}, in whichever process, those included that wait
   * already. At each claimed end this object may be used by one thread at a time.
   *
   * @param ends the ends
   * @return the claim, to be closed
   * @throws IllegalArgumentException if there are no ends
   * @throws QueueBusyException if another living process or another object has claimed one of them,
   *     or its lock cannot be had within 100 ms; none is claimed then
   */
  public Claim claim(End... ends) {
    if (ends.length == 0) {
      throw new IllegalArgumentException(
          "No end to claim: give End.PRODUCER, End.CONSUMER or both.");
    }
    int bits = End.bits(ends);
    endpoint.claim(bits);
    return new Claim(endpoint, bits);
  }

  /**
   * Shuts the queue down for every process, for good: puts fail with {@link QueueShutDownException}
   * from now on, and so do gets as soon as nothing is left to take. Threads that wait do the same.
   *
   * @throws QueueBusyException if the producers' lock cannot be had within 100 ms; nothing has
   *     changed then
   */
  public void shutdown() {
    endpoint.shutdown(false);
  }

  /**
   * Shuts the queue down for every process, for good, and drops what is in it: puts and gets fail
   * with {@link QueueShutDownException} from now on, and {@link #join()} returns.
   *
   * @throws QueueBusyException if the producers' lock cannot be had within 100 ms; nothing has
   *     changed then
   */
  public void shutdownNow() {
    endpoint.shutdown(true);
  }

  /**
   * Says that an element that was taken has been dealt with, for {@link #join()}. To be called once
   * for each, in whichever process.
   *
   * @throws IllegalStateException if that was said for every element ever put
   */
  public void taskDone() {
    endpoint.taskDone();
  }

  /**
   * Waits until {@link #taskDone} was called for every element that was put, in whichever process, or
   * the queue is shut down by {@link #shutdownNow}. What was taken by a process that died is not done.
   *
   * @throws InterruptedException if the thread is interrupted, on entry or while it waits
   */
  public void join() throws InterruptedException {
    joinWithin(Waiting.FOREVER);
  }

  /**
   * Waits as {@link #join()} does, up to a timeout.
   *
   * @param timeout longest wait; zero or negative does not wait
   * @return true if all tasks are done, or false if the time passed before
   * @throws InterruptedException if the thread is interrupted, on entry or while it waits
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return joinWithin(Timeouts.nanos(timeout));
  }

  private boolean joinWithin(long timeout) throws InterruptedException {
    requireUninterrupted();
    long result = endpoint.join(timeout);
    if (result == -Errno.EINTR) {
      throw new InterruptedException();
    }
    return result == 0;
  }

  private static void requireUninterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
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
   * Returns what turns elements into messages and back.
   *
   * @return the codec that this object was made with
   */
  public Codec<E> codec() {
    return codec;
  }

  /**
   * Returns the queue's figures.
   *
   * @return figures of about this moment
   */
  public QueueStats stats() {
    return endpoint.stats();
  }

  /**
   * Checks everything that is in the queue's memory: walks through all messages, with both ends
   * locked.
   *
   * @throws QueueCorruptException if something is damaged; the message says where
   * @throws QueueBusyException if an end cannot be had within 100 ms
   */
  public void check() {
    endpoint.check();
  }

  /**
   * Returns what another process needs to open this queue.
   *
   * @return the handle
   */
  public QueueHandle handle() {
    QueueStats stats = stats();
    return new QueueHandle(name, stats.creatorPid(), stats.creatorStart());
  }

  Failures failures() {
    return endpoint.failures();
  }

  /**
   * Returns this queue as a {@link BlockingQueue}, for code that works with one. Both are the same
   * queue, with the same elements and limits.
   *
   * <p>{@code size} never exceeds {@link Integer#MAX_VALUE}, nor does {@code remainingCapacity},
   * which is that without a limit on the number of messages; a byte budget that is used up makes
   * {@code offer} fail before. Every method may throw the exceptions of this class, as after {@link
   * #shutdown} and {@link #close}; {@code toString} does not.
   *
   * <p>{@code contains} and {@code remove} compare elements that are decoded for it, with {@code
   * equals}: they never find an array, whose equality is identity. Of several threads or processes
   * that remove an element one succeeds.
   *
   * <p>Iterators and spliterators are weakly consistent: they see what is there until they reach it,
   * once and in order, and may see what is put meanwhile. Iterators can remove. Streams and all
   * methods that go through the queue end though others put without pause. At a message that cannot
   * be decoded they throw what the codec throws, as {@code peek} does; it stays, and {@code remove} of
   * an iterator removes it then.
   *
   * <p>{@code drainTo} takes no more elements than there were when it was called, batch by batch. If
   * the target throws, a suppressed {@link BatchException} has the elements that were taken and not
   * added, the refused one first. If messages of a batch cannot be decoded, the others are added
   * before {@link BatchException} is thrown. Elements cannot be drained or added from this object to
   * itself.
   *
   * <p>Views of the same object are equal.
   *
   * @return the view; there may be any number of them
   */
  public BlockingQueue<E> asBlockingQueue() {
    return new BlockingQueueView<>(this);
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
