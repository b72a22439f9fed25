/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.internal.Errno;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How results of C that come up rarely are dealt with. */
class EndpointTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long LONGEST_SLICE = TimeUnit.MILLISECONDS.toNanos(50);

  private final Scratch scratch = Scratch.take();

  @AfterEach
  void release() {
    scratch.release();
    Thread.interrupted();
  }

  private static Endpoint endpoint(ScriptedBinding binding) {
    return new Endpoint(binding.binding(), 1, new Failures(binding.binding(), "name"));
  }

  @Test
  void callThatMayNotWaitDoesNotWait() {
    ScriptedBinding binding = new ScriptedBinding(0, -Errno.EAGAIN);
    assertTrue(endpoint(binding).put(scratch, 0));
    assertThrows(QueueEmptyException.class, () -> endpoint(binding).get(scratch, 0));
    assertEquals(List.of(0L, 0L), binding.timeouts);
  }

  @Test
  void longWaitIsCutIntoSlices() {
    ScriptedBinding binding =
        new ScriptedBinding(-Errno.ETIMEDOUT, -Errno.ETIMEDOUT, 0, -Errno.ETIMEDOUT, 5);
    assertTrue(endpoint(binding).put(scratch, HOUR));
    assertTrue(endpoint(binding).get(scratch, Waiting.FOREVER));
    assertEquals(5, binding.timeouts.size());
    for (long timeout : binding.timeouts) {
      assertTrue(timeout > 0 && timeout <= LONGEST_SLICE, "timeout=" + timeout);
    }
  }

  @Test
  void shortWaitIsOneSliceAndALastLook() {
    ScriptedBinding binding = new ScriptedBinding(-Errno.ETIMEDOUT, -Errno.EAGAIN);
    assertThrows(QueueFullException.class, () -> endpoint(binding).put(scratch, 1000));
    assertEquals(List.of(1000L, 0L), binding.timeouts);
  }

  @Test
  void timeThatPassedForWantOfTheLockIsNotCalledFullOrEmpty() {
    ScriptedBinding binding =
        new ScriptedBinding(-Errno.ETIMEDOUT, -Errno.EBUSY, -Errno.ETIMEDOUT, -Errno.EBUSY);
    assertThrows(QueueBusyException.class, () -> endpoint(binding).put(scratch, 1000));
    assertThrows(QueueBusyException.class, () -> endpoint(binding).get(scratch, 1000));
  }

  @Test
  void messageThatCameWithTheDeadlineIsTaken() {
    ScriptedBinding binding = new ScriptedBinding(-Errno.ETIMEDOUT, 5);
    assertTrue(endpoint(binding).get(scratch, 1000));
    assertEquals(5, scratch.message().remaining());
  }

  @Test
  void interruptIsSeenOnlyAfterASliceInVain() {
    Thread.currentThread().interrupt();
    assertTrue(endpoint(new ScriptedBinding(0)).put(scratch, HOUR));
    assertTrue(endpoint(new ScriptedBinding(3)).get(scratch, HOUR));
    assertTrue(Thread.currentThread().isInterrupted());
    assertFalse(endpoint(new ScriptedBinding(-Errno.ETIMEDOUT)).put(scratch, HOUR));
    assertFalse(Thread.currentThread().isInterrupted());
    Thread.currentThread().interrupt();
    assertFalse(endpoint(new ScriptedBinding(-Errno.ETIMEDOUT)).get(scratch, HOUR));
  }

  @Test
  void bufferGrowsUntilTheMessageFits() {
    ScriptedBinding binding = new ScriptedBinding(2_000_000, 4_000_000, 3_000_000);
    assertTrue(endpoint(binding).get(scratch, HOUR));
    assertEquals(3_000_000, scratch.message().remaining());
    assertTrue(binding.capacities.get(0) < 2_000_000, "capacities=" + binding.capacities);
    assertTrue(binding.capacities.get(1) >= 2_000_000, "capacities=" + binding.capacities);
    assertTrue(binding.capacities.get(2) >= 4_000_000, "capacities=" + binding.capacities);
  }

  @Test
  void messageThatAnotherTookMeanwhileIsNotWaitedForTooLong() {
    ScriptedBinding binding = new ScriptedBinding(2_000_000, -Errno.EAGAIN);
    assertThrows(QueueEmptyException.class, () -> endpoint(binding).get(scratch, 0));
    assertEquals(List.of(0L, 0L), binding.timeouts);
  }

  @Test
  void messageThatNoArrayCanHoldStaysInTheQueue() {
    ScriptedBinding binding = new ScriptedBinding(1L << 31);
    MessageTooLargeException e =
        assertThrows(MessageTooLargeException.class, () -> endpoint(binding).get(scratch, HOUR));
    assertTrue(e.getMessage().contains("length=2147483648"), e.getMessage());
  }

  @Test
  void messageThatCanNeverFitIsNotEvenCopied() {
    byte[] message = new byte[(int) ScriptedBinding.MAX_LENGTH + 1];
    scratch.writer().wrap(message, 0, message.length);
    ScriptedBinding binding = new ScriptedBinding();
    assertThrows(MessageTooLargeException.class, () -> endpoint(binding).put(scratch, HOUR));
    assertEquals(List.of(), binding.timeouts);
  }
}
