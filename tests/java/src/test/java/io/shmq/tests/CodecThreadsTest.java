/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.shmq.Codec;
import io.shmq.SharedQueue;
import io.shmq.jackson.JacksonCodec;
import java.io.ObjectInputFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One codec, many threads and several queues. */
class CodecThreadsTest {
  private static final int THREADS = 100;
  private static final int QUEUES = 4;
  private static final int ROUNDS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(Task.PATIENCE_SECONDS);

  @RegisterExtension
  final Queues queues = new Queues();

  static Stream<Codec<String>> codecs() {
    return Stream.of(
        Codec.utf8(),
        Codec.ofSerializable(String.class, ObjectInputFilter.Config.createFilter("!*")),
        JacksonCodec.json(String.class),
        JacksonCodec.cbor(String.class));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void codecServesAllThreadsAndQueuesAtOnce(Codec<String> codec) throws Exception {
    List<SharedQueue<String>> all = new ArrayList<>();
    Set<String> sent = new TreeSet<>();
    Set<String> taken = ConcurrentHashMap.newKeySet();
    try {
      for (int i = 0; i < QUEUES; i++) {
        all.add(SharedQueue.create(queues.name(), codec));
      }
      List<Task<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        for (int round = 0; round < ROUNDS; round++) {
          sent.add(element(thread, round));
        }
        tasks.add(Task.start(() -> exchange(all.get(thread % QUEUES), thread, taken)));
      }
      for (Task<Void> task : tasks) {
        task.result();
      }
      assertEquals(sent, new TreeSet<>(taken));
    } finally {
      all.forEach(SharedQueue::close);
    }
  }

  private static Void exchange(SharedQueue<String> queue, int thread, Set<String> taken)
      throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      queue.put(element(thread, round), PATIENCE);
      taken.add(queue.get(PATIENCE));
    }
    return null;
  }

  /** Returns an element that no other thread or round has, now and then a long one. */
  private static String element(int thread, int round) {
    String text = thread + "/" + round + "\u00e9 ";
    return text.repeat(round % 5 == 0 ? 5_000 : 1 + thread % 7);
  }
}
