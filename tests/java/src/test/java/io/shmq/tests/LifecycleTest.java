/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Claim;
import io.shmq.Codec;
import io.shmq.End;
import io.shmq.QueueBusyException;
import io.shmq.QueueEmptyException;
import io.shmq.QueueFullException;
import io.shmq.QueueShutDownException;
import io.shmq.QueueStats;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims, shutdown, tasks and figures, as other users of the queue see them. */
class LifecycleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  @SuppressWarnings("try") // closing early is the point
  void claimedEndIsBusyForOthersUntilTheClaimIsClosed() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> mine = SharedQueue.create(name, Codec.utf8());
        SharedQueue<String> other = SharedQueue.open(name, Codec.utf8())) {
      try (Claim claim = mine.claim(End.PRODUCER)) {
        mine.put("a");
        assertThrows(QueueBusyException.class, () -> other.put("b", PATIENCE));
        assertThrows(QueueBusyException.class, () -> other.claim(End.PRODUCER));
        assertEquals("a", other.get());
        assertEquals(Set.of(End.PRODUCER), other.stats().claimed());
        claim.close();
        other.put("c");
      }
      assertEquals("c", mine.get());
      assertEquals(Set.of(), mine.stats().claimed());
    }
  }

  @Test
  void claimGoesWithTheObject() {
    String name = queues.name();
    try (SharedQueue<String> other = SharedQueue.create(name, Codec.utf8())) {
      Claim claim;
      try (SharedQueue<String> mine = SharedQueue.open(name, Codec.utf8())) {
        claim = mine.claim(End.PRODUCER, End.CONSUMER);
        assertEquals(Set.of(End.PRODUCER, End.CONSUMER), other.stats().claimed());
      }
      other.claim(End.CONSUMER).close();
      claim.close();
    }
  }

  @Test
  void claimWithoutAnEndIsRefused() {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      assertThrows(IllegalArgumentException.class, queue::claim);
    }
  }

  @Test
  void shutdownLetsWhatIsThereBeTaken() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
        SharedQueue<String> other = SharedQueue.open(name, Codec.utf8())) {
      queue.put("a");
      other.shutdown();
      assertEquals(QueueStats.Shutdown.DRAINING, queue.stats().shutdown());
      assertThrows(QueueShutDownException.class, () -> queue.put("b"));
      assertThrows(QueueShutDownException.class, () -> queue.putNowait("b"));
      assertEquals("a", queue.get());
      assertThrows(QueueShutDownException.class, queue::get);
      assertThrows(QueueShutDownException.class, queue::getNowait);
      assertThrows(QueueShutDownException.class, () -> queue.get(message -> 0));
      assertThrows(QueueShutDownException.class, () -> queue.getMany(1, PATIENCE));
    }
  }

  @Test
  void shutdownNowDropsWhatIsThereAndEndsJoin() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      queue.put("a");
      Task<Boolean> joiner = Task.startAndBlock(() -> queue.join(PATIENCE));
      queue.shutdownNow();
      assertTrue(joiner.result());
      assertThrows(QueueShutDownException.class, queue::get);
      assertEquals(QueueStats.Shutdown.SHUT, queue.stats().shutdown());
    }
  }

  @Test
  void shutdownWakesThoseWhoWait() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), 1, Codec.utf8())) {
      Task<String> getter = Task.startAndBlock(queue::get);
      queue.shutdown();
      assertEquals(QueueShutDownException.class, getter.failure().getClass());
    }
  }

  @Test
  void joinReturnsWhenEveryTaskIsDone() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
        SharedQueue<String> worker = SharedQueue.open(name, Codec.utf8())) {
      assertTrue(queue.join(Duration.ZERO));
      queue.put("a");
      queue.put("b");
      assertFalse(queue.join(Duration.ZERO));
      worker.get();
      worker.get();
      worker.taskDone();
      assertEquals(1, queue.stats().unfinished());
      assertFalse(queue.join(Duration.ofMillis(1)));
      Task<Boolean> joiner = Task.startAndBlock(() -> {
        queue.join();
        return true;
      });
      worker.taskDone();
      assertTrue(joiner.result());
      IllegalStateException e = assertThrows(IllegalStateException.class, worker::taskDone);
      assertTrue(e.getMessage().contains(name), e.getMessage());
    }
  }

  @Test
  void joinIsInterruptible() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      queue.put("never done");
      Task<Boolean> joiner = Task.startAndBlock(() -> queue.join(PATIENCE));
      joiner.interrupt();
      assertEquals(InterruptedException.class, joiner.failure().getClass());
    }
  }

  @Test
  void statsTellWhatHappened() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue =
        SharedQueue.builder(name, Codec.utf8()).maxSize(3).maxBytes(5000).create()) {
      queue.put("a");
      queue.put("b");
      queue.put("c");
      // The high-water marks are exact once the queue was found full.
      assertThrows(QueueFullException.class, () -> queue.putNowait("d"));
      queue.get();
      assertThrows(QueueEmptyException.class, () -> {
        queue.getMany(2, Duration.ZERO);
        queue.get(Duration.ofMillis(1));
      });
      QueueStats stats = queue.stats();
      assertEquals(QueueStats.Shutdown.OPEN, stats.shutdown());
      assertFalse(stats.attached());
      assertEquals(3, stats.maxMessages());
      assertEquals(8192, stats.maxBytes());
      assertEquals(0, stats.messages());
      assertEquals(3, stats.mostMessages());
      assertTrue(stats.mostBytes() >= 3 * 16, stats.toString());
      assertTrue(stats.reserved() > 0, stats.toString());
      assertEquals(3, stats.puts());
      assertEquals(3, stats.gets());
      assertEquals(3, stats.unfinished());
      assertEquals(0, stats.recoveries());
      assertEquals(0, stats.rolledForward());
      assertEquals(ProcessHandle.current().pid(), stats.creatorPid());
      assertTrue(stats.creatorStart() > 0, stats.toString());
      assertEquals(-1, stats.damage());
      try (SharedQueue<String> other = SharedQueue.open(name, Codec.utf8())) {
        assertTrue(queue.stats().attached());
        other.check();
      }
    }
  }
}
