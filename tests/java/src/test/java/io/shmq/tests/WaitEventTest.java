/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueEmptyException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recording of Flight Recorder has of threads that waited. */
class WaitEventTest {
  private static final Duration THRESHOLD = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMillis(300);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension
  final Queues queues = new Queues();

  private static QueueRecording start() {
    QueueRecording recording = new QueueRecording();
    recording.recording().enable(QueueRecording.WAIT).withThreshold(THRESHOLD);
    return recording.start();
  }

  private static void assertWait(String operation, String outcome, RecordedEvent event) {
    assertEquals(QueueRecording.WAIT, event.getEventType().getName());
    assertEquals(operation, event.getString("operation"));
    assertEquals(outcome, event.getString("outcome"));
    assertTrue(event.getDuration().compareTo(THRESHOLD) >= 0, event.toString());
  }

  private static void assertOneWait(
      String operation, String outcome, QueueRecording recording, SharedQueue<?> queue)
      throws Exception {
    List<RecordedEvent> events = recording.events(queue.name());
    assertEquals(1, events.size(), events.toString());
    assertWait(operation, outcome, events.get(0));
  }

  @Test
  void waitsAreRecordedFromTheThresholdOn() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = start()) {
      queue.put("a");
      queue.get();
      assertThrows(QueueEmptyException.class, () -> queue.get(SHORT));
      assertThrows(QueueEmptyException.class, () -> queue.get(LONG));
      List<RecordedEvent> events = recording.events(queue.name());
      assertEquals(1, events.size(), events.toString());
      RecordedEvent event = events.get(0);
      assertWait("get", "timed out", event);
      assertTrue(event.getDuration().toSeconds() < Task.PATIENCE_SECONDS, event.toString());
      assertEquals(
          Thread.currentThread().getName(), event.getThread().getJavaName(), event.toString());
      List<String> methods = event.getStackTrace().getFrames().stream()
          .map(RecordedFrame::getMethod)
          .map(method -> method.getType().getName() + "." + method.getName())
          .toList();
      assertTrue(methods.contains(SharedQueue.class.getName() + ".get"), methods.toString());
    }
  }

  @Test
  void everyCallThatWaitsIsRecorded() throws Exception {
    try (SharedQueue<String> empty = SharedQueue.create(queues.name(), Codec.utf8());
        SharedQueue<String> full = SharedQueue.create(queues.name(), 1, Codec.utf8());
        QueueRecording recording = start()) {
      full.put("in the way");
      assertThrows(QueueEmptyException.class, () -> empty.get(message -> 0, LONG));
      assertThrows(QueueEmptyException.class, () -> empty.getMany(3, LONG));
      assertThrows(RuntimeException.class, () -> full.put("a", LONG));
      assertThrows(RuntimeException.class, () -> full.put(100_000, message -> {}, LONG));
      assertThrows(RuntimeException.class, () -> full.putMany(List.of("a", "b"), LONG));
      assertFalse(full.join(LONG));
      List<RecordedEvent> gets = recording.events(empty.name());
      assertEquals(2, gets.size(), gets.toString());
      assertWait("get", "timed out", gets.get(0));
      assertWait("getMany", "timed out", gets.get(1));
      List<RecordedEvent> puts = recording.events(full.name());
      assertEquals(4, puts.size(), puts.toString());
      assertWait("put", "timed out", puts.get(0));
      assertWait("put", "timed out", puts.get(1));
      assertWait("putMany", "timed out", puts.get(2));
      assertWait("join", "timed out", puts.get(3));
    }
  }

  /** Starts a call that waits, and returns when it has waited for longer than the threshold. */
  private static <T> Task<T> startAndWait(Callable<T> call) throws InterruptedException {
    Task<T> task = Task.startAndBlock(call);
    TimeUnit.NANOSECONDS.sleep(LONG.toNanos());
    return task;
  }

  @Test
  void waitThatGotWhatItWantedIsDone() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = start()) {
      Task<String> getter = startAndWait(queue::get);
      queue.put("a");
      assertEquals("a", getter.result());
      assertOneWait("get", "done", recording, queue);
    }
  }

  @Test
  void waitThatWasInterruptedSaysSo() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = start()) {
      Task<List<String>> getter = startAndWait(() -> queue.getMany(2, HOUR));
      getter.interrupt();
      assertEquals(InterruptedException.class, getter.failure().getClass());
      assertOneWait("getMany", "interrupted", recording, queue);
    }
  }

  @Test
  @SuppressWarnings("try") // closing early is the point
  void waitThatWasEndedByCloseSaysSo() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = start()) {
      Task<Integer> getter = startAndWait(() -> queue.get(message -> 0));
      queue.close();
      getter.failure();
      assertOneWait("get", "closed", recording, queue);
    }
  }

  @Test
  void waitThatWasEndedByShutdownSaysSo() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = start()) {
      Task<String> getter = startAndWait(queue::get);
      queue.shutdown();
      getter.failure();
      assertOneWait("get", "shut down", recording, queue);
    }
  }

  /** For whom another thread waits. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @EnabledForJreRange(min = JRE.JAVA_21)
  void waitOfAVirtualThreadIsItsOwn(boolean inPlace) throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = start()) {
      Thread thread = VirtualThreads.start(() -> assertThrows(
          QueueEmptyException.class,
          inPlace ? () -> queue.get(message -> 0, LONG) : () -> queue.get(LONG)));
      VirtualThreads.join(List.of(thread));
      List<RecordedEvent> events = recording.events(queue.name());
      assertEquals(1, events.size(), events.toString());
      assertWait("get", "timed out", events.get(0));
      assertEquals(thread.getId(), events.get(0).getThread().getJavaThreadId());
    }
  }

  @Test
  void recordingThatDoesNotAskForItHasNone() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = new QueueRecording().start()) {
      assertThrows(QueueEmptyException.class, () -> queue.get(LONG));
      assertEquals(List.of(), recording.events(queue.name()));
    }
  }

  @Test
  void thresholdIs20MillisecondsUnlessSet() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8());
        QueueRecording recording = new QueueRecording()) {
      recording.recording().enable(QueueRecording.WAIT);
      recording.start();
      assertThrows(QueueEmptyException.class, () -> queue.get(SHORT));
      assertThrows(QueueEmptyException.class, () -> queue.get(LONG));
      assertOneWait("get", "timed out", recording, queue);
      EventType type = FlightRecorder.getFlightRecorder().getEventTypes().stream()
          .filter(it -> it.getName().equals(QueueRecording.WAIT))
          .findAny()
          .orElseThrow();
      assertEquals(
          "20 ms",
          type.getSettingDescriptors().stream()
              .filter(it -> it.getName().equals("threshold"))
              .findAny()
              .orElseThrow()
              .getDefaultValue());
      assertEquals(List.of("shmq"), type.getCategoryNames());
    }
  }
}
