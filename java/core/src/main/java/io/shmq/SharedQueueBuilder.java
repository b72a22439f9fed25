/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.BindingException;
import io.shmq.internal.Bindings;
import io.shmq.internal.Errno;
import io.shmq.internal.Timeouts;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.checkerframework.common.value.qual.ArrayLen;

/**
 * Sets what a queue is to be like before it is created or opened; from {@link SharedQueue#builder}.
 *
 * <pre>{@code
 * SharedQueue<String> queue = SharedQueue.builder("jobs", Codec.utf8())
 *     .maxSize(1000)
 *     .maxBytes(64 << 20)
 *     .openOrCreate();
 * }</pre>
 *
 * <p>A builder is for one thread, and can be used again.
 *
 * @param <E> type of the elements
 */
public final class SharedQueueBuilder<E extends Object> {
  /** {@code SHMQ_AUTO_UNLINK}. */
  private static final int AUTO_UNLINK = 1;

  /** {@code SHMQ_SPIN_ADAPTIVE}. */
  private static final long SPIN_ADAPTIVE = -1;

  /** The smallest ring, in bytes; larger ones are powers of two. */
  private static final long MIN_BYTES = 4096;

  /** More often than a name comes and goes between two calls unless somebody works on just that. */
  private static final int MAX_ATTEMPTS = 1000;

  private final String name;
  private final Codec<E> codec;
  private int maxSize;
  private long maxBytes;
  private int mode;
  private int flags;
  private long spinNanos = SPIN_ADAPTIVE;

  SharedQueueBuilder(String name, Codec<E> codec) {
    this.name = Objects.requireNonNull(name, "name");
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  /**
   * Limits the number of messages. There is no limit unless this is called.
   *
   * @param maxSize largest number of messages that may wait at once; 0 or less for no limit
   * @return this builder
   */
  public SharedQueueBuilder<E> maxSize(int maxSize) {
    this.maxSize = Math.max(0, maxSize);
    return this;
  }

  /**
   * Sets the byte budget. It is 1 GiB unless this is called, of which only what is used is backed by
   * memory.
   *
   * @param maxBytes size of the ring in bytes, rounded up to a power of two of at least 4096; a
   *     message takes its length rounded up to 8, plus 8
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public SharedQueueBuilder<E> maxBytes(long maxBytes) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException(
          "The byte budget must be positive (maxBytes=" + maxBytes + "): leave it out for 1 GiB.");
    }
    this.maxBytes = maxBytes;
    return this;
  }

  /**
   * Sets who may open the queue. Only this user may unless this is called.
   *
   * @param permissions of {@code /dev/shm/shmq.NAME}; a process needs both read and write. The umask
   *     is not applied
   * @return this builder
   */
  public SharedQueueBuilder<E> permissions(Set<PosixFilePermission> permissions) {
    mode = 0;
    for (PosixFilePermission permission : permissions) {
      // The constants stand in the order of the bits, from OWNER_READ, 0400, to OTHERS_EXECUTE, 01.
      mode |= 0400 >> permission.ordinal();
    }
    return this;
  }

  /**
   * Has the name go with the last object that has the queue open, in whichever process, also if that
   * process is killed and others find out.
   *
   * @return this builder
   */
  public SharedQueueBuilder<E> autoUnlink() {
    flags = AUTO_UNLINK;
    return this;
  }

  /**
   * Sets how long waiting calls of this object poll before they sleep. They adapt to how long waits
   * turn out to be unless this is called.
   *
   * @param spin time to poll on every wait; zero or negative to sleep at once
   * @return this builder
   */
  public SharedQueueBuilder<E> spin(Duration spin) {
    spinNanos = Timeouts.nanos(spin);
    return this;
  }

  /**
   * Creates the queue and opens it.
   *
   * @return the queue
   * @throws IllegalArgumentException if no queue can have this name, or not this byte budget
   * @throws QueueExistsException if the name is taken
   * @throws OutOfSharedMemoryException if {@code /dev/shm} is full
   */
  public SharedQueue<E> create() {
    Binding binding = binding();
    long[] handle = new long[1];
    int result = create(binding, handle);
    if (result != 0) {
      throw cannotCreate(binding, result);
    }
    return opened(binding, handle[0]);
  }

  /**
   * Opens the queue, which some process has created. Of what was set here only {@link #spin} has a
   * meaning then.
   *
   * @return the queue
   * @throws IllegalArgumentException if no queue can have this name
   * @throws QueueNotFoundException if there is no queue with this name
   * @throws QueueAccessException if its permissions do not let this process in
   * @throws QueueCorruptException if the object with this name is no queue of this version of shmq
   * @throws QueueIncompatibleException if this process cannot share the locks of the queue
   */
  public SharedQueue<E> open() {
    Binding binding = binding();
    long[] handle = new long[1];
    int result = open(binding, handle);
    if (result != 0) {
      throw new Failures(binding, name).of(result, "open");
    }
    return opened(binding, handle[0]);
  }

  /**
   * Opens the queue, or creates it if there is none. Several processes may do this at once: one
   * creates it, the others open what it has created.
   *
   * @return the queue
   * @throws QueueExistsException if it exists with another limit on the number of messages, or, if
   *     {@link #maxBytes} was called, with another byte budget; the message shows both
   * @throws QueueException as {@link #open} and {@link #create}
   */
  public SharedQueue<E> openOrCreate() {
    Binding binding = binding();
    long[] handle = new long[1];
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      int opened = open(binding, handle);
      if (opened == 0) {
        return withMyLimits(opened(binding, handle[0]));
      }
      if (opened != -Errno.ENOENT) {
        throw new Failures(binding, name).of(opened, "open");
      }
      int created = create(binding, handle);
      if (created == 0) {
        return opened(binding, handle[0]);
      }
      if (created != -Errno.EEXIST) {
        throw cannotCreate(binding, created);
      }
    }
    throw new QueueException("Cannot open or create queue \""
        + name
        + "\": its name came and went all the time (attempts="
        + MAX_ATTEMPTS
        + "). Let one process create it.");
  }

  private SharedQueue<E> withMyLimits(@Owning SharedQueue<E> queue) {
    RuntimeException mismatch;
    try {
      QueueStats stats = queue.stats();
      if (stats.maxMessages() == maxSize
          && (maxBytes == 0 || stats.maxBytes() == roundedUp(maxBytes))) {
        return queue;
      }
      mismatch = queue
          .failures()
          .differs(
              "maxSize=" + maxSize + ", maxBytes=" + (maxBytes == 0 ? "any" : roundedUp(maxBytes)),
              "maxSize=" + stats.maxMessages() + ", maxBytes=" + stats.maxBytes());
    } catch (RuntimeException e) {
      mismatch = e;
    }
    queue.close();
    throw mismatch;
  }

  private static long roundedUp(long bytes) {
    long power = Long.highestOneBit(Math.max(bytes, MIN_BYTES));
    return power < bytes ? power << 1 : power;
  }

  private int create(Binding binding, long @ArrayLen(1) [] handle) {
    return isCString(name)
        ? binding.create(name, flags, maxSize, maxBytes, mode, handle)
        : -Errno.EINVAL;
  }

  private int open(Binding binding, long @ArrayLen(1) [] handle) {
    return isCString(name) ? binding.open(name, handle) : -Errno.EINVAL;
  }

  /** C would take the part before a NUL for the name. */
  private static boolean isCString(String name) {
    return name.indexOf('\0') < 0;
  }

  private RuntimeException cannotCreate(Binding binding, int result) {
    Failures failures = new Failures(binding, name);
    return result == -Errno.EINVAL && Failures.isName(name)
        ? failures.badLimits(maxBytes, mode)
        : failures.of(result, "create");
  }

  private SharedQueue<E> opened(Binding binding, long handle) {
    if (spinNanos != SPIN_ADAPTIVE) {
      binding.setSpin(handle, spinNanos);
    }
    return new SharedQueue<>(name, codec, binding, handle);
  }

  /** Removes the name of a queue. */
  static void unlink(String name) {
    Binding binding = binding();
    int result = isCString(name) ? binding.unlink(name) : -Errno.EINVAL;
    if (result != 0) {
      throw new Failures(binding, name).of(result, "unlink");
    }
  }

  private static Binding binding() {
    try {
      return Bindings.get();
    } catch (BindingException e) {
      throw new QueueException(String.valueOf(e.getMessage()), e);
    }
  }
}
