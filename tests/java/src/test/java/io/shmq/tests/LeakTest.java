/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Claim;
import io.shmq.Codec;
import io.shmq.End;
import io.shmq.SharedQueue;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues that come and go leave nothing behind. */
class LeakTest {
  private static final int QUEUES = 10_000;

  /** What the JVM may have more of, after so many queues, for reasons of its own. */
  private static final long SLACK_BYTES = 1 << 20;

  private static final Duration NONE = Duration.ZERO;

  @RegisterExtension
  final Queues queues = new Queues();

  /** Uses a queue in about every way there is, and closes it. */
  @SuppressWarnings("try") // closing the claim early, too, is a way
  private static void useAndClose(SharedQueue<String> queue) throws InterruptedException {
    try (queue) {
      queue.put("a");
      queue.putMany(List.of("b", "c"), NONE);
      queue.put(20_000, buffer -> buffer.put((byte) 'd'));
      assertEquals("a", queue.asBlockingQueue().iterator().next());
      try (Claim claim = queue.claim(End.PRODUCER, End.CONSUMER)) {
        assertEquals(List.of("a", "b"), queue.getMany(2, NONE));
        assertEquals("c", queue.get());
        claim.close();
      }
      assertEquals(20_000, (int) queue.get(buffer -> buffer.remaining()));
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Returns when a condition holds that depends on the garbage collector. */
  private static void untilCollected(BooleanSupplier condition) throws InterruptedException {
    Task.until(() -> {
      System.gc();
      return condition.getAsBoolean();
    });
  }

  private interface Use {
    void once() throws InterruptedException;
  }

  private void assertLeavesNothing(Use use) throws Exception {
    // What is made once, for all queues.
    use.once();
    System.gc();
    long direct = directBytes();
    long held = Holdings.of("");
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    for (int i = 0; i < QUEUES; i++) {
      use.once();
    }
    // The JVM maps memory of its own now and then, but not for each queue.
    Task.until(() -> Holdings.of("") < held + QUEUES / 10);
    Task.until(() -> Holdings.of("/shmq.test-" + ProcessHandle.current().pid()) == 0);
    untilCollected(() -> directBytes() <= direct + SLACK_BYTES);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      assertTrue(
          threads.contains(thread) || !thread.getName().startsWith("shmq"), thread::toString);
    }
  }

  @Test
  void queuesThatAreCreatedAndClosedLeaveNothing() throws Exception {
    String name = queues.name();
    assertLeavesNothing(() -> {
      SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8());
      SharedQueue.unlink(name);
      useAndClose(queue);
    });
  }

  @Test
  void queuesThatAreOpenedAndClosedLeaveNothing() throws Exception {
    String name = queues.name();
    SharedQueue.create(name, Codec.utf8()).close();
    assertLeavesNothing(() -> useAndClose(SharedQueue.open(name, Codec.utf8())));
  }

  @Test
  void queuesThatAreOpenedWithAHandleLeaveNothing() throws Exception {
    assertLeavesNothing(() -> {
      try (SharedQueue<String> queue = SharedQueue.anonymous(0, Codec.utf8())) {
        useAndClose(SharedQueue.open(queue.handle(), Codec.utf8()));
      }
    });
  }

  private static List<WeakReference<?>> useAndForget(String name) throws InterruptedException {
    LongCodec codec = new LongCodec();
    try (SharedQueue<Long> queue = SharedQueue.create(name, codec)) {
      queue.put(1L);
      queue.putMany(List.of(2L, 3L), NONE);
      assertEquals(3, queue.getMany(9, NONE).size());
      queue.put(20_000, buffer -> buffer.putLong(4L));
      assertEquals(4L, queue.get());
      return List.of(new WeakReference<>(queue), new WeakReference<>(codec));
    }
  }

  @Test
  void closedQueueIsCollectedWhileThreadsThatUsedItLive() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      String name = queues.name();
      List<WeakReference<?>> gone = thread.submit(() -> useAndForget(name)).get();
      untilCollected(() -> gone.stream().allMatch(reference -> reference.get() == null));
    } finally {
      thread.shutdown();
      assertTrue(thread.awaitTermination(Task.PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  /** Which knows all open queues, so as to look after them. */
  @Test
  void closedQueueIsCollectedWhileFlightRecorderRuns() throws Exception {
    try (QueueRecording recording = new QueueRecording()) {
      recording.recording().enable(QueueRecording.WAIT).withThreshold(NONE);
      recording.recording().enable(QueueRecording.RECOVERY).withPeriod(Duration.ofMillis(10));
      recording.start();
      List<WeakReference<?>> gone = useAndForget(queues.name());
      untilCollected(() -> gone.stream().allMatch(reference -> reference.get() == null));
    }
  }
}
