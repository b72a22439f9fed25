/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shmq.QueueNotFoundException;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Names for the queues of a test. They are removed when it ends, also if it fails; a test that
 * leaves anything else of them in shared memory fails.
 */
final class Queues implements AfterEachCallback {
  static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private static final String PREFIX = "test-" + ProcessHandle.current().pid() + "-";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final List<String> names = new ArrayList<>();

  /** Returns a name that no queue has. */
  String name() {
    String name = PREFIX + COUNT.incrementAndGet();
    names.add(name);
    return name;
  }

  /** Returns the file that is the queue with this name. */
  static Path file(String name) {
    return SHARED_MEMORY.resolve("shmq." + name);
  }

  /** Returns what lies in shared memory with a part of its name. */
  static List<String> filesWith(String part) throws IOException {
    try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.contains(part))
          .collect(Collectors.toList());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    removeAll();
  }

  /** Removes the queues with the names that were given out, and checks that nothing of them is left. */
  void removeAll() throws IOException {
    for (String name : names) {
      try {
        SharedQueue.unlink(name);
      } catch (QueueNotFoundException e) {
        // The test has removed it, or never made it.
      }
    }
    names.clear();
    assertEquals(List.of(), filesWith(PREFIX), "left in shared memory");
  }
}
