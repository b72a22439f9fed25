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
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The {@link BlockingQueue} while other threads put, take and remove. */
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
  void oneOfTwoRemovesTheElement() throws Exception {
    assertOneOfTwoSucceeds(queue -> queue.remove((Object) 1));
  }

  @Test
  void oneOfTwoRemovesTheElementByAFilter() throws Exception {
    assertOneOfTwoSucceeds(queue -> queue.removeIf(element -> true));
  }

  @Test
  void oneOfTwoDrainsTheElement() throws Exception {
    assertOneOfTwoSucceeds(queue -> queue.drainTo(new ArrayList<>()) == 1);
  }

  private void assertOneOfTwoSucceeds(Predicate<BlockingQueue<Integer>> removal) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    try (SharedQueue<Integer> second = SharedQueue.open(shared.name(), new IntCodec())) {
      BlockingQueue<Integer> other = second.asBlockingQueue();
      Task<boolean[]> task = Task.start(() -> removals(other, barrier, removal, () -> {}));
      boolean[] mine = removals(queue, barrier, removal, () -> queue.add(1));
      boolean[] others = task.result();
      for (int round = 0; round < ROUNDS; round++) {
        assertTrue(mine[round] != others[round], "both or neither, round=" + round);
      }
    }
    assertEquals(ROUNDS, shared.stats().gets());
    assertTrue(queue.isEmpty());
  }

  private static boolean[] removals(
      BlockingQueue<Integer> queue,
      CyclicBarrier barrier,
      Predicate<BlockingQueue<Integer>> removal,
      Runnable preparation)
      throws Exception {
    boolean[] succeeded = new boolean[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      preparation.run();
      barrier.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
      succeeded[round] = removal.test(queue);
      barrier.await(Task.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return succeeded;
  }

  @Test
  void elementIsRemovedOnceByTwoIterators() throws Exception {
    queue.addAll(Collections.nCopies(ROUNDS, 1));
    Task<Integer> task = Task.start(this::removeAllByIterator);
    removeAllByIterator();
    task.result();
    assertEquals(ROUNDS, shared.stats().gets());
    assertTrue(queue.isEmpty());
    shared.check();
  }

  private int removeAllByIterator() {
    int seen = 0;
    for (Iterator<Integer> iterator = queue.iterator(); iterator.hasNext(); ) {
      iterator.next();
      iterator.remove();
      seen++;
    }
    return seen;
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
