/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.internal.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  private final Failures failures = new Failures(new ScriptedBinding().binding(), "jobs");

  static Arguments[] meanings() {
    return new Arguments[] {
      Arguments.of(Errno.ENOENT, QueueNotFoundException.class, "file=/dev/shm/shmq.jobs"),
      Arguments.of(Errno.EEXIST, QueueExistsException.class, "exists already"),
      Arguments.of(Errno.EINVAL, IllegalArgumentException.class, "name must match"),
      Arguments.of(Errno.EACCES, QueueAccessException.class, "user="),
      Arguments.of(Errno.EPROTO, QueueCorruptException.class, "no queue of this version"),
      Arguments.of(Errno.EXDEV, QueueIncompatibleException.class, "another PID namespace"),
      Arguments.of(Errno.ENOSPC, OutOfSharedMemoryException.class, "docker run --shm-size"),
      Arguments.of(Errno.EBUSY, QueueBusyException.class, "does not run"),
      Arguments.of(Errno.EBADF, QueueClosedException.class, "is closed"),
      Arguments.of(Errno.ESHUTDOWN, QueueShutDownException.class, "was shut down"),
      Arguments.of(Errno.EDEADLK, IllegalStateException.class, "in-place"),
      Arguments.of(Errno.EMFILE, QueueException.class, "The C side says so. (result=-24, open"),
      Arguments.of(Errno.EPERM, QueueException.class, "The C side says so. (result=-1)"),
    };
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void everyResultHasItsException(int errno, Class<?> type, String text) {
    RuntimeException e = failures.of(-errno, "open");
    assertEquals(type, e.getClass());
    assertTrue(e.getMessage().startsWith("Cannot open queue \"jobs\": "), e.getMessage());
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }

  @Test
  void noRoomIsFullWithTheFigures() {
    RuntimeException e = failures.ofPut(-Errno.ETIMEDOUT, 1, 5, 2_000_000_000);
    assertEquals(QueueFullException.class, e.getClass());
    assertTrue(
        e.getMessage().contains("(qsize=7, maxSize=7, length=5, timeout=PT2S)"), e.getMessage());
  }

  @Test
  void noMessageIsEmptyWithTheTimeout() {
    RuntimeException e = failures.ofGet(-Errno.EAGAIN, 0);
    assertEquals(QueueEmptyException.class, e.getClass());
    assertTrue(e.getMessage().contains("(timeout=PT0S)"), e.getMessage());
  }
}
