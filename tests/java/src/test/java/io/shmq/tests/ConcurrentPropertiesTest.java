/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.SharedQueue;
import io.shmq.tests.history.Linearizability;
import io.shmq.tests.history.Operation;
import io.shmq.tests.history.QueueState;
import io.shmq.tests.history.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;

/** What threads see of a queue that they share could have happened in one order. */
class ConcurrentPropertiesTest {
  /** Each fault is noticed far more often than once in so many programs. */
  private static final int PROGRAMS_FOR_A_FAULT = 3000;

  private static final int LIMIT_FOR_A_FAULT = 3;

  private final Queues queues = new Queues();

  @AfterTry
  void removeQueues() throws IOException {
    queues.removeAll();
  }

  @Provide
  Arbitrary<List<List<Operation>>> programs() {
    return Programs.ofThreads();
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void threadsWithOneObjectSeeOneOrder(
      @ForAll("programs") List<List<Operation>> programs, @ForAll @IntRange(max = 4) int limit)
      throws Exception {
    try (SharedQueue<Integer> queue = SharedQueue.create(queues.name(), limit, new IntCodec())) {
      assertEquals(
          Optional.empty(),
          violation(programs, limit, Collections.nCopies(programs.size(), new QueueCalls(queue))));
      queue.check();
    }
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void threadsWithObjectsOfTheirOwnSeeOneOrder(
      @ForAll("programs") List<List<Operation>> programs, @ForAll @IntRange(max = 4) int limit)
      throws Exception {
    String name = queues.name();
    List<SharedQueue<Integer>> objects = new ArrayList<>();
    try (SharedQueue<Integer> queue = SharedQueue.create(name, limit, new IntCodec())) {
      List<Function<Operation, Result>> subjects = new ArrayList<>();
      for (int i = 0; i < programs.size(); i++) {
        SharedQueue<Integer> object = SharedQueue.open(name, new IntCodec());
        objects.add(object);
        subjects.add(new QueueCalls(object));
      }
      assertEquals(Optional.empty(), violation(programs, limit, subjects));
      queue.check();
    } finally {
      objects.forEach(SharedQueue::close);
    }
  }

  private static Optional<String> violation(
      List<List<Operation>> programs, int limit, List<Function<Operation, Result>> subjects)
      throws Exception {
    return Linearizability.violation(Race.run(programs, subjects), QueueState.empty(limit));
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void everyFaultIsNoticed(@ForAll Fault fault) {
    assertTrue(
        programs().sampleStream().limit(PROGRAMS_FOR_A_FAULT).anyMatch(it -> isNoticed(fault, it)),
        () -> "programs=" + PROGRAMS_FOR_A_FAULT + " do not show that a queue " + fault);
  }

  private boolean isNoticed(Fault fault, List<List<Operation>> programs) {
    try (SharedQueue<Integer> queue = SharedQueue.anonymous(LIMIT_FOR_A_FAULT, new IntCodec())) {
      List<Function<Operation, Result>> subjects = new ArrayList<>();
      for (int i = 0; i < programs.size(); i++) {
        subjects.add(fault.in(new QueueCalls(queue)));
      }
      return violation(programs, LIMIT_FOR_A_FAULT, subjects).isPresent();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
