/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.Codec;
import io.shmq.QueueCorruptException;
import io.shmq.QueueExistsException;
import io.shmq.QueueNotFoundException;
import io.shmq.SharedQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Creating, opening and removing by name. */
class NameTest {
  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void nameIsThereFromCreateToUnlink() {
    String name = queues.name();
    SharedQueue.create(name, Codec.utf8()).close();
    assertTrue(Files.exists(Queues.file(name)));
    SharedQueue.unlink(name);
    assertFalse(Files.exists(Queues.file(name)));
  }

  @Test
  void queueOutlivesItsNameForThoseWhoHaveItOpen() throws InterruptedException {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
      SharedQueue.unlink(name);
      queue.put("a");
      assertEquals("a", queue.get());
    }
  }

  @Test
  void nameThatIsTakenCannotBeCreated() {
    String name = queues.name();
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
      assertSays(
          "exists already", assertThrows(QueueExistsException.class, () -> create(name)), name);
      assertTrue(queue.empty());
    }
  }

  @Test
  void nameThatIsNotThereCannotBeOpenedOrRemoved() {
    String name = queues.name();
    Executable open = () -> SharedQueue.open(name, Codec.utf8()).close();
    assertSays("no such queue", assertThrows(QueueNotFoundException.class, open), name);
    Executable unlink = () -> SharedQueue.unlink(name);
    assertSays("no such queue", assertThrows(QueueNotFoundException.class, unlink), name);
  }

  static String[] badNames() {
    return new String[] {
      "", ".", "..", "-a", "_a", "a/b", "/a", "a b", "a\n", "\u00fc", "a\0b", "a".repeat(201)
    };
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void badNameIsRefusedWithTheRule(String name) {
    String rule = "must match [A-Za-z0-9][A-Za-z0-9._-]{0,199}";
    assertSays(rule, assertThrows(IllegalArgumentException.class, () -> create(name)), name);
    Executable open = () -> SharedQueue.open(name, Codec.utf8()).close();
    assertSays(rule, assertThrows(IllegalArgumentException.class, open), name);
    Executable unlink = () -> SharedQueue.unlink(name);
    assertSays(rule, assertThrows(IllegalArgumentException.class, unlink), name);
  }

  @Test
  void longestNameIsAllowed() {
    String name = queues.name();
    String longest = name + "x".repeat(200 - name.length());
    create(longest);
    SharedQueue.unlink(longest);
  }

  @Test
  void fileThatIsNoQueueIsRefusedAndLeftAsItIs() throws IOException {
    String name = queues.name();
    byte[] content = "This is no queue.".getBytes(StandardCharsets.UTF_8);
    Files.write(Queues.file(name), content);
    Executable open = () -> SharedQueue.open(name, Codec.utf8()).close();
    QueueCorruptException e = assertThrows(QueueCorruptException.class, open);
    assertSays("size=" + content.length, e, name);
    assertArrayEquals(content, Files.readAllBytes(Queues.file(name)));
    SharedQueue.unlink(name);
  }

  @Test
  void nullIsRefused() {
    assertThrows(NullPointerException.class, () -> SharedQueue.create(null, Codec.utf8()));
    assertThrows(NullPointerException.class, () -> SharedQueue.open((String) null, Codec.utf8()));
    assertThrows(NullPointerException.class, () -> SharedQueue.unlink(null));
    String name = queues.name();
    assertThrows(NullPointerException.class, () -> SharedQueue.create(name, null));
    assertFalse(Files.exists(Queues.file(name)));
    try (SharedQueue<String> queue = SharedQueue.create(name, Codec.utf8())) {
      assertThrows(NullPointerException.class, () -> queue.put(null));
      assertThrows(NullPointerException.class, () -> queue.putNowait(null));
      assertThrows(NullPointerException.class, () -> queue.get((Duration) null));
      assertTrue(queue.empty());
    }
  }

  private static void create(String name) {
    SharedQueue.create(name, Codec.utf8()).close();
  }

  private static void assertSays(String expected, Exception e, String name) {
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().contains("\"" + name + "\""), e.getMessage());
  }
}
