/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The events of a queue that Flight Recorder has while this is open. */
final class QueueRecording implements AutoCloseable {
  static final String WAIT = "shmq.QueueWait";
  static final String RECOVERY = "shmq.QueueRecovery";

  private final Recording recording = new Recording();

  Recording recording() {
    return recording;
  }

  /** Starts a recording of all events as they are set. */
  QueueRecording start() {
    recording.start();
    return this;
  }

  /** Returns the events of a queue so far. */
  List<RecordedEvent> events(String queue) throws IOException {
    Path file = Files.createTempFile("shmq-test-", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().startsWith("shmq."))
          .filter(event -> event.getString("queue").equals(queue))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
