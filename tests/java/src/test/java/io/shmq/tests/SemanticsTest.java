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
import io.shmq.QueueEmptyException;
import io.shmq.SharedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the Javadoc of the package promises to users of Python's {@code multiprocessing.Queue}. */
class SemanticsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  @Test
  void elementIsThereForEverybodyAsSoonAsPutReturns() throws InterruptedException {
    String name = queues.name();
    try (SharedQueue<String> mine = SharedQueue.create(name, 1, Codec.utf8());
        SharedQueue<String> other = SharedQueue.open(name, Codec.utf8())) {
      for (int i = 0; i < 1000; i++) {
        mine.put("message " + i);
        assertFalse(other.empty());
        assertTrue(other.full());
        assertEquals(1, other.qsize());
        assertEquals("message " + i, other.getNowait());
        assertTrue(mine.empty());
        assertFalse(mine.full());
        assertEquals(0, mine.qsize());
      }
    }
  }

  @Test
  void elementMayChangeAfterPut() throws InterruptedException {
    try (SharedQueue<byte[]> queue = SharedQueue.create(queues.name(), Codec.bytes())) {
      for (int length : new int[] {3, 100_000}) {
        byte[] element = new byte[length];
        element[0] = 1;
        queue.put(element);
        element[0] = 2;
        byte[] expected = new byte[length];
        expected[0] = 1;
        assertArrayEquals(expected, queue.get());
      }
    }
  }

  /** One that waits holds nothing that others need. */
  @Test
  void messageIsFoundWhileOthersWait() throws Exception {
    String name = queues.name();
    try (SharedQueue<String> mine = SharedQueue.create(name, Codec.utf8());
        SharedQueue<String> other = SharedQueue.open(name, Codec.utf8())) {
      assertThrows(QueueEmptyException.class, mine::getNowait);
      List<Task<String>> getters = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        getters.add(Task.startAndBlock(() -> other.get(PATIENCE)));
      }
      assertEquals(4, mine.putMany(List.of("a", "b", "c", "d"), PATIENCE));
      Set<String> seen = new HashSet<>(Set.of(mine.getNowait()));
      for (Task<String> getter : getters) {
        seen.add(getter.result());
      }
      assertEquals(Set.of("a", "b", "c", "d"), seen);
    }
  }

  @Test
  void processEndsAlthoughNobodyHasReadWhatItPut() throws Exception {
    String name = queues.name();
    int count = 200;
    try (SharedQueue<byte[]> queue = SharedQueue.create(name, Codec.bytes());
        Program producer = Program.startJvm(List.of(), LongMessages.class, name, "" + count)) {
      assertEquals(List.of(), producer.output());
      assertEquals(count, queue.qsize());
      for (int i = 0; i < count; i++) {
        assertArrayEquals(LongMessages.message(i), queue.getNowait());
      }
    }
  }

  /** Puts messages that together are longer than what pipes and sockets take without a reader. */
  static final class LongMessages {
    public static void main(String[] arguments) throws InterruptedException {
      int count = Integer.parseInt(arguments[1]);
      try (SharedQueue<byte[]> queue = SharedQueue.open(arguments[0], Codec.bytes())) {
        for (int i = 0; i < count; i++) {
          queue.put(message(i));
        }
      }
    }

    static byte[] message(int sequence) {
      byte[] message = new byte[50_000];
      message[sequence] = 1;
      return message;
    }
  }
}
