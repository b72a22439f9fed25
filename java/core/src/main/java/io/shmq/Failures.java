/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import io.shmq.internal.Binding;
import io.shmq.internal.Errno;
import java.time.Duration;

/** Turns the results of the C functions into exceptions, for one queue. */
final class Failures {
  private final Binding binding;
  private final String name;

  Failures(Binding binding, String name) {
    this.binding = binding;
    this.name = name;
  }

  /**
   * Returns the exception for a put that did not happen.
   *
   * @param timeout how long it may have waited, in nanoseconds
   */
  RuntimeException ofPut(int result, long handle, int length, long timeout) {
    switch (-result) {
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
  RuntimeException ofGet(int result, long timeout) {
    switch (-result) {
      case Errno.EAGAIN:
      case Errno.ETIMEDOUT:
        return new QueueEmptyException(String.format(
            "Queue \"%s\" is empty (timeout=%s): wait longer, or see whether its producers run.",
            name, Duration.ofNanos(timeout)));
      default:
        return of(result, "take a message from");
    }
  }

  /** Returns the exception for a message that no Java buffer can hold. It stays in the queue. */
  MessageTooLargeException tooLargeForJava(long length) {
    return new MessageTooLargeException(String.format(
        "The message at the front of queue \"%s\" does not fit into a Java buffer (length=%d,"
            + " limit=%d bytes): take it with a C program.",
        name, length, Integer.MAX_VALUE));
  }

  /**
   * Returns the exception for a result that means the same in every call.
   *
   * @param operation verb and preposition of what was tried, as in "put to"
   */
  RuntimeException of(int result, String operation) {
    String subject = "Cannot " + operation + " queue \"" + name + "\": ";
    SharedMemory file = SharedMemory.of(name);
    switch (-result) {
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
        return new IllegalArgumentException(subject
            + "the name must match [A-Za-z0-9][A-Za-z0-9._-]{0,199} (length="
            + name.length()
            + ").");
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
            + "the process that holds its lock does not run. Continue or end that process (state"
            + " T in ps), or use a call that waits.");
      case Errno.EBADF:
        return new QueueClosedException(
            subject + "this SharedQueue object is closed. Open the queue again to use it.");
      default:
        return new QueueException(subject + binding.strerror(result) + " (result=" + result + ")");
    }
  }
}
