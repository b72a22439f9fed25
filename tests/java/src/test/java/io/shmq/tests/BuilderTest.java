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
import io.shmq.QueueExistsException;
import io.shmq.QueueHandle;
import io.shmq.QueueNotFoundException;
import io.shmq.SharedQueue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a queue besides create and open by name. */
class BuilderTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void builderSetsWhatTheQueueIsLike() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.builder(name, Codec.utf8())
        .maxSize(5)
        .maxBytes(10_000)
        .permissions(PosixFilePermissions.fromString("rw-rw-r--"))
        .spin(Duration.ZERO)
        .create()) {
      assertEquals(5, queue.maxSize());
      assertEquals(16_384, queue.stats().maxBytes());
      assertEquals(
          "rw-rw-r--",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(Queues.file(name))));
      queue.put("a");
      assertEquals("a", queue.get());
    }
  }

  @Test
  void limitsThatCannotBeAreRefusedWithTheirFigures() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SharedQueue.builder(queues.name(), Codec.utf8()).maxBytes(0));
    IllegalArgumentException e = assertThrows(
        IllegalArgumentException.class,
        () -> SharedQueue.builder(queues.name(), Codec.utf8())
            .maxBytes(Long.MAX_VALUE)
            .create()
            .close());
    assertTrue(e.getMessage().contains("maxBytes=" + Long.MAX_VALUE), e.getMessage());
  }

  @Test
  void autoUnlinkRemovesTheNameWithTheLastObject() {
    String name = queues.name();
    SharedQueue<String> first =
        SharedQueue.builder(name, Codec.utf8()).autoUnlink().create();
    SharedQueue<String> second = SharedQueue.open(name, Codec.utf8());
    first.close();
    assertTrue(Files.exists(Queues.file(name)));
    second.close();
    assertFalse(Files.exists(Queues.file(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "exit", "halt", "terminate"})
  void anonymousQueueGoesWithAProcessThatEndsWithoutClosingIt(String end) throws Exception {
    try (Program program = Program.startJvm(List.of(), Leaver.class, end)) {
      program.status();
      String name = program.lines().get(0);
      assertTrue(name.startsWith("anonymous-"), name);
      assertFalse(Files.exists(Queues.file(name)), name);
    }
  }

  /** Leaves a queue open, on which a thread waits. */
  static final class Leaver {
    @SuppressWarnings("resource") // on purpose
    public static void main(String[] arguments) throws Exception {
      SharedQueue<String> queue = SharedQueue.anonymous(1, Codec.utf8());
      Thread waiter = new Thread(() -> {
        try {
          queue.get();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
      waiter.setDaemon(true);
      waiter.start();
      System.out.println(queue.name());
      switch (arguments[0]) {
        case "exit":
          System.exit(3);
          break;
        case "halt":
          Runtime.getRuntime().halt(3);
          break;
        case "terminate":
          new ProcessBuilder(
                  "/bin/sh", "-c", "kill -TERM " + ProcessHandle.current().pid())
              .start();
          Thread.sleep(Long.MAX_VALUE);
          break;
        default:
          break;
      }
    }
  }

  @Test
  void openOrCreateDoesEither() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> first = SharedQueue.openOrCreate(name, 3, Codec.utf8());
        SharedQueue<String> second = SharedQueue.openOrCreate(name, 3, Codec.utf8())) {
      first.put("a");
      assertEquals("a", second.get());
    }
  }

  @Test
  void openOrCreateShowsLimitsThatDiffer() {
    String name = queues.name();
    try (SharedQueue<String> queue =
        SharedQueue.builder(name, Codec.utf8()).maxSize(3).maxBytes(8192).create()) {
      QueueExistsException e = assertThrows(
          QueueExistsException.class, () -> SharedQueue.openOrCreate(name, 4, Codec.utf8()));
      assertTrue(e.getMessage().contains("wanted: maxSize=4, maxBytes=any"), e.getMessage());
      assertTrue(e.getMessage().contains("actual: maxSize=3, maxBytes=8192"), e.getMessage());
      e = assertThrows(
          QueueExistsException.class,
          () ->
              SharedQueue.builder(name, Codec.utf8()).maxSize(3).maxBytes(8193).openOrCreate());
      assertTrue(e.getMessage().contains("maxBytes=16384"), e.getMessage());
      SharedQueue.builder(name, Codec.utf8())
          .maxSize(3)
          .maxBytes(8000)
          .openOrCreate()
          .close();
      assertFalse(queue.stats().attached());
    }
  }

  @Test
  void manyMayOpenOrCreateAtOnce() throws Exception {
    String name = queues.name();
    List<Task<SharedQueue<String>>> openers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      openers.add(Task.start(() -> SharedQueue.openOrCreate(name, 100, Codec.utf8())));
    }
    List<SharedQueue<String>> opened = new ArrayList<>();
    for (Task<SharedQueue<String>> opener : openers) {
      opened.add(opener.result());
    }
    for (SharedQueue<String> queue : opened) {
      queue.put("x");
    }
    assertEquals(8, opened.get(0).qsize());
    opened.forEach(SharedQueue::close);
  }

  @Test
  void anonymousQueueIsReachedByItsHandleAndGoesWithItsLastUser() throws Exception {
    String name;
    try (SharedQueue<String> queue = SharedQueue.anonymous(2, Codec.utf8())) {
      name = queue.name();
      try (SharedQueue<String> other = SharedQueue.open(queue.handle(), Codec.utf8())) {
        other.put("a");
      }
      assertEquals("a", queue.get());
      assertEquals(2, queue.maxSize());
    }
    assertFalse(Files.exists(Queues.file(name)));
  }

  @Test
  void handleSurvivesTextAndSerialization() throws Exception {
    try (SharedQueue<String> queue = SharedQueue.create(queues.name(), Codec.utf8())) {
      QueueHandle handle = queue.handle();
      assertEquals(handle, QueueHandle.parse(handle.toString()));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(handle);
      }
      assertTrue(bytes.size() < 500, "size=" + bytes.size());
      assertEquals(handle, deserialized(bytes.toByteArray()));
      SharedQueue.open(handle, Codec.utf8()).close();
    }
  }

  private static Object deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jobs", "shmq:jobs", "shmq:jobs:1:x", "shmq:a:9999999999:-1"})
  void textThatIsNoHandleIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> QueueHandle.parse(text));
    assertTrue(e.getMessage().contains("\"" + text + "\""), e.getMessage());
  }

  @Test
  void handleDoesNotLeadToAnotherQueueOfTheName() {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
      QueueHandle mine = queue.handle();
      QueueHandle of = new QueueHandle(name, mine.creatorPid(), mine.creatorStart() + 1);
      QueueNotFoundException e =
          assertThrows(QueueNotFoundException.class, () -> SharedQueue.open(of, Codec.utf8()));
      assertTrue(e.getMessage().contains("handle=" + of), e.getMessage());
      assertFalse(queue.stats().attached());
    }
  }
}
