/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueEmptyException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Flight Recorder has of ends whose owner was killed. */
class RecoveryEventTest {
  @RegisterExtension
  final Queues queues = new Queues();

  /** Kills a process that holds the consumers' end, and takes the message, for which it repairs that. */
  private static void recover(SharedQueue<String> queue) throws Exception {
    queue.put("a");
    try (Program holder = Program.startJvm(List.of(), Holder.class, queue.name())) {
      Task.until(() -> holder.hasPrinted(Holder.INSIDE));
      holder.kill();
    }
    assertEquals("a", queue.getNowait());
  }

  private static void assertRecovery(long total, RecordedEvent event) {
    assertEquals(QueueRecording.RECOVERY, event.getEventType().getName());
    assertEquals(1, event.getLong("recoveries"));
    assertEquals(0, event.getLong("rolledForward"));
    assertEquals(total, event.getLong("totalRecoveries"));
    assertEquals(0, event.getLong("totalRolledForward"));
  }

  @Test
  void repairsAreNoticedAfterAWaitAndWhenTheQueueIsClosed() throws Exception {
    String name = queues.name();
    try (QueueRecording recording = new QueueRecording()) {
      recording.recording().enable(QueueRecording.RECOVERY).withPeriod(Duration.ofHours(1));
      recording.start();
      try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
        recover(queue);
        assertThrows(QueueEmptyException.class, () -> queue.get(Duration.ofMillis(1)));
        assertThrows(QueueEmptyException.class, () -> queue.get(Duration.ofMillis(1)));
        recover(queue);
      }
      List<RecordedEvent> events = recording.events(name);
      assertEquals(2, events.size(), events.toString());
      assertRecovery(1, events.get(0));
      assertRecovery(2, events.get(1));
    }
  }

  /** Not even in this process. */
  @Test
  void repairsAreNoticedByProcessesThatDoNothing() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        RecordingStream stream = new RecordingStream()) {
      BlockingQueue<RecordedEvent> events = new ArrayBlockingQueue<>(10);
      stream.enable(QueueRecording.RECOVERY).withPeriod(Duration.ofMillis(100));
      stream.onEvent(QueueRecording.RECOVERY, event -> {
        if (event.getString("queue").equals(queue.name())) {
          events.add(event);
        }
      });
      stream.setReuse(false);
      stream.startAsync();
      // Opened since the recorder runs: this object is watched from now on.
      try (SharedQueue<String> other = SharedQueue.open(queue.name(), Codec.utf8())) {
        recover(other);
        RecordedEvent event = events.poll(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(event != null, "no event in time");
        assertRecovery(1, event);
      }
    }
  }

  @Test
  void recordingThatDoesNotAskForThemHasNone() throws Exception {
    try (QueueRecording recording = new QueueRecording().start()) {
      String name = queues.name();
      try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
        recover(queue);
        assertThrows(QueueEmptyException.class, () -> queue.get(Duration.ofMillis(1)));
        assertEquals(1, queue.stats().recoveries());
      }
      assertEquals(List.of(), recording.events(name));
    }
  }
}
