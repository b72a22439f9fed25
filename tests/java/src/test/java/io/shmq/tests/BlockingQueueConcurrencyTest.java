/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.SharedQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The {@link BlockingQueue} while other threads put, take, drain and remove. */
class BlockingQueueConcurrencyTest {
  private static final int ROUNDS = 1000;

  /** Takes part in no put and no removal. */
  private static final int STAYS = -1;

  @RegisterExtension
  final Queues queues = new Queues();

  private SharedQueue<Integer> shared;
  private BlockingQueue<Integer> queue;

  @BeforeEach
  void create() {
    shared = SharedQueue.create(queues.name(), new IntCodec());
    queue = shared.asBlockingQueue();
  }

  @AfterEach
  void close() {
    shared.close();
  }

  @Test
  void twoWhoDrainShareTheElements() throws Exception {
    List<Integer> all = IntStream.range(0, ROUNDS).boxed().collect(Collectors.toList());
    Task<Void> producer = Task.start(() -> {
      for (Integer element : all) {
        queue.put(element);
      }
      return null;
    });
    Task<List<Integer>> other = Task.start(() -> drainUntilEnded(producer));
    List<Integer> drained = drainUntilEnded(producer);
    drained.addAll(other.result());
    producer.result();
    Collections.sort(drained);
    assertEquals(all, drained);
  }

  private List<Integer> drainUntilEnded(Task<?> producer) {
    List<Integer> drained = new ArrayList<>();
    boolean isLast;
    do {
      isLast = !producer.isRunning();
      int before = drained.size();
      int count = queue.drainTo(drained, 7);
      assertEquals(before + count, drained.size());
      isLast &= count == 0;
    } while (!isLast);
    return drained;
  }

  @Test
  void elementThatStaysIsSeenOnceWhateverOthersDo() throws Exception {
    queue.add(0);
    queue.add(STAYS);
    Task<Void> others = Task.start(() -> {
      for (int i = 1; i <= 5 * ROUNDS; i++) {
        queue.add(i);
        assertTrue(queue.remove((Object) (i - 1)));
      }
      return null;
    });
    List<List<Integer>> walks;
    do {
      walks = walks();
      for (List<Integer> walk : walks) {
        assertEquals(1, Collections.frequency(walk, STAYS), () -> "seen: " + walk);
      }
      assertTrue(queue.contains(STAYS));
      assertTrue(queue.toString().contains(Integer.toString(STAYS)));
    } while (others.isRunning());
    others.result();
    assertEquals(List.of(STAYS, 5 * ROUNDS), new ArrayList<>(queue));
  }

  @Test
  void walksSeeTheOrderWhileOthersPutAndTake() throws Exception {
    Task<Void> producer = Task.start(() -> {
      for (int i = 0; i < 10 * ROUNDS; i++) {
        queue.put(i);
      }
      return null;
    });
    Task<Void> consumer = Task.start(() -> {
      for (int i = 0; i < 10 * ROUNDS; i++) {
        assertEquals(i, queue.take());
      }
      return null;
    });
    do {
      for (List<Integer> walk : walks()) {
        assertEquals(walk.stream().sorted().distinct().collect(Collectors.toList()), walk);
      }
    } while (consumer.isRunning());
    producer.result();
    consumer.result();
    assertTrue(queue.isEmpty());
  }

  /** Returns what each way to go through the queue sees. */
  private List<List<Integer>> walks() {
    List<Integer> iterated = new ArrayList<>();
    queue.iterator().forEachRemaining(iterated::add);
    List<Integer> visited = new ArrayList<>();
    queue.forEach(visited::add);
    List<Integer> filtered = new ArrayList<>();
    queue.removeIf(element -> !filtered.add(element));
    return List.of(
        iterated,
        visited,
        filtered,
        Arrays.asList(queue.toArray(new Integer[0])),
        queue.stream().collect(Collectors.toList()),
        queue.parallelStream().collect(Collectors.toList()));
  }
}
