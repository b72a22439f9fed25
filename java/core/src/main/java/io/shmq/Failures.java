/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Turns the results of the C functions into exceptions, for one queue. */
final class Failures {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final Binding binding;
  private final String name;

  Failures(Binding binding, String name) {
    this.binding = binding;
    this.name = name;
  }

  /** Returns the name of the queue. */
  String queue() {
    return name;
  }

  /**
   * Returns the exception for a put that did not happen.
   *
   * @param timeout how long it may have waited, in nanoseconds
   */
  RuntimeException ofPut(long result, long handle, int length, long timeout) {
    switch ((int) -result) {
      case Errno.EAGAIN:
      case Errno.ETIMEDOUT:
        return new QueueFullException(String.format(
            "Queue \"%s\" is full (qsize=%d, maxSize=%d, length=%d, timeout=%s): take messages,"
                + " wait longer, or create it with more room.",
            name,
            binding.qsize(handle),
            binding.maxMessages(handle),
            length,
            Duration.ofNanos(timeout)));
      case Errno.EMSGSIZE:
        return new MessageTooLargeException(String.format(
            "The message can never fit into queue \"%s\" (length=%d, limit=%d bytes): send it in"
                + " parts, or create the queue with more room.",
            name, length, binding.maxLength(handle)));
      default:
        return of(result, "put a message of " + length + " bytes to");
    }
  }

  /**
   * Returns the exception for a get that did not happen.
   *
   * @param timeout how long it may have waited, in nanoseconds
   */
  RuntimeException ofGet(long result, long timeout) {
    switch ((int) -result) {
      case Errno.EAGAIN:
      case Errno.ETIMEDOUT:
        return new QueueEmptyException(String.format(
            "Queue \"%s\" is empty (timeout=%s): wait longer, or see whether its producers run.",
            name, Duration.ofNanos(timeout)));
      default:
        return of(result, "take a message from");
    }
  }

  /** Returns true if a queue can have this name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns the exception for a queue that cannot be created as somebody wants it. */
  RuntimeException badLimits(long maxBytes, int mode) {
    return new IllegalArgumentException("Cannot create queue \""
        + name
        + "\": the byte budget or the permissions are out of range (maxBytes="
        + maxBytes
        + ", mode=0"
        + Integer.toString(mode, 8)
        + "). Set a smaller budget.");
  }

  /** Returns the exception for an end that could not be claimed. */
  RuntimeException claimed() {
    return new QueueBusyException("Cannot claim an end of queue \""
        + name
        + "\": another object, perhaps of another process, has claimed it, or holds its lock. Close"
        + " that claim, or end that process.");
  }

  /** Returns the exception for more tasks done than there were. */
  RuntimeException taskDoneTooOften() {
    return new IllegalStateException("taskDone was called for every message that was ever put to"
        + " queue \""
        + name
        + "\" already: call it once for each message that was taken.");
  }

  /** Returns the exception for damage that a check has found. */
  RuntimeException damaged(long offset) {
    return new QueueCorruptException("Queue \""
        + name
        + "\" is damaged ("
        + SharedMemory.of(name)
        + ", offset="
        + offset
        + " bytes): stop its processes, unlink it and create it anew.");
  }

  /** Returns the exception for a queue that is there, but not as somebody wants it. */
  RuntimeException differs(String wanted, String actual) {
    return new QueueExistsException("Cannot open queue \""
        + name
        + "\" with the limits asked for: it exists with others (wanted: "
        + wanted
        + "; actual: "
        + actual
        + "). Ask for the same ones everywhere, or unlink it if no process needs it.");
  }

  /** Returns the exception for a handle whose queue has gone, while another has its name. */
  RuntimeException replaced(QueueHandle handle) {
    return new QueueNotFoundException("Cannot open queue \""
        + name
        + "\": another queue has this name now (handle="
        + handle
        + "). Get a handle from the one that is there.");
  }

  /** Returns the exception for a batch in which some messages could not be decoded. */
  BatchException undecodable(int messages, List<?> elements, Throwable cause) {
    return new BatchException(
        String.format(
            "Messages of a batch from queue \"%s\" could not be decoded (messages=%d, lost=%d):"
                + " the others are in elements().",
            name, messages, messages - elements.size()),
        elements,
        cause);
  }

  /**
   * Returns what tells of elements that were taken in a batch and that a collection did not take.
   *
   * @param added how many of the batch it took before
   * @param elements the others
   * @param undecodable what the codec threw for a message of the batch, or null
   */
  BatchException undelivered(int added, List<?> elements, @Nullable Throwable undecodable) {
    return new BatchException(
        String.format(
            "Elements that were taken from queue \"%s\" could not be added to the collection"
                + " (added=%d, left=%d): the latter are in elements().",
            name, added, elements.size()),
        elements,
        undecodable);
  }

  /**
   * Returns the length of a message as Java counts it.
   *
   * @throws MessageTooLargeException if no Java buffer can hold it; it stays in the queue
   */
  int javaLength(long length) {
    if (length <= Integer.MAX_VALUE) {
      return (int) length;
    }
    throw new MessageTooLargeException(String.format(
        "The message at the front of queue \"%s\" does not fit into a Java buffer (length=%d,"
            + " limit=%d bytes): take it with a C program.",
        name, length, Integer.MAX_VALUE));
  }

  /**
   * Returns the exception for a result that means the same in every call.
   *
   * @param operation verb and preposition of what was tried, as in "put to"
   */
  RuntimeException of(long result, String operation) {
    String subject = "Cannot " + operation + " queue \"" + name + "\": ";
    SharedMemory file = SharedMemory.of(name);
    switch ((int) -result) {
      case Errno.ENOENT:
        return new QueueNotFoundException(subject
            + "there is no such queue ("
            + file
            + "). Check the name, and create the queue first.");
      case Errno.EEXIST:
        return new QueueExistsException(subject
            + "it exists already ("
            + file
            + "). Open it, take another name, or unlink it if no process needs it.");
      case Errno.EINVAL:
        return new IllegalArgumentException(
            subject + "the name must match " + NAME + " (length=" + name.length() + ").");
      case Errno.EACCES:
        return new QueueAccessException(subject
            + "access denied ("
            + file.withOwner()
            + ", user="
            + System.getProperty("user.name")
            + "). Run as its owner, or have it created with a mode that lets this user in.");
      case Errno.EPROTO:
        return new QueueCorruptException(subject
            + "it is no queue of this version of shmq, or is damaged ("
            + file.withSize()
            + "). Use one version everywhere; unlink it if no process needs it.");
      case Errno.EXDEV:
        return new QueueIncompatibleException(subject
            + "it was made in another PID namespace or with another C library or word size ("
            + file
            + "). Run all its processes in one PID namespace, with one C library.");
      case Errno.ENOSPC:
        return new OutOfSharedMemoryException(subject
            + "shared memory is exhausted ("
            + SharedMemory.space()
            + "). Free some of it, or enlarge it, as with docker run --shm-size.");
      case Errno.EBUSY:
        return new QueueBusyException(subject
            + "another object has claimed this end, is inside an in-place call, or belongs to a"
            + " process that holds the lock and does not run. Have it let go, continue or end that"
            + " process (state T in ps), or use a call that waits.");
      case Errno.ESHUTDOWN:
        return new QueueShutDownException(subject
            + "it was shut down. Create a queue with another name, or unlink this one first.");
      case Errno.EDEADLK:
        return new IllegalStateException(subject
            + "this thread is inside an in-place put or get of the same queue. Return from the"
            + " callback first.");
      case Errno.ENOMEM:
      case Errno.EMFILE:
      case Errno.ENFILE:
        return new QueueException(subject
            + binding.strerror((int) result)
            + " (result="
            + result
            + ", open files="
            + SharedMemory.openFiles()
            + ")");
      case Errno.EBADF:
        return new QueueClosedException(
            subject + "this SharedQueue object is closed. Open the queue again to use it.");
      default:
        return new QueueException(
            subject + binding.strerror((int) result) + " (result=" + result + ")");
    }
  }
}
