/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;

/** Whatever is done to a queue, one call after the other, it is what a plain list would be. */
class PropertiesTest {
  /** Each tampering is noticed far more often than once in so many chains of steps. */
  private static final int CHAINS_FOR_A_TAMPERING = 100;

  private final Queues queues = new Queues();
  private final List<Twins> created = new ArrayList<>();

  /** Of the queues that are created next: most messages, and bytes. */
  private int limit = 5;

  private long ring = 4096;

  @AfterTry
  void removeQueues() throws IOException {
    created.forEach(Twins::close);
    created.clear();
    queues.removeAll();
  }

  @Provide
  ActionChainArbitrary<Twins> steps() {
    return Steps.on(this::create);
  }

  /** The chain of steps does not depend on the limits, so that each is shrunk by itself. */
  private Twins create() {
    Twins twins = new Twins(queues.name(), limit, ring);
    created.add(twins);
    return twins;
  }

  @Provide
  Arbitrary<Integer> limits() {
    return Arbitraries.of(0, 1, 2, 5, 30);
  }

  /** In the largest one the ring is begun anew every now and then. */
  @Provide
  Arbitrary<Long> rings() {
    return Arbitraries.of(4096L, 65_536L, 1_048_576L);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void queueIsWhatAPlainOneWouldBe(
      @ForAll("limits") int maxSize,
      @ForAll("rings") long bytes,
      @ForAll("steps") ActionChain<Twins> steps) {
    limit = maxSize;
    ring = bytes;
    steps.withInvariant(Twins::compare).run();
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void everyTamperingIsNoticed(@ForAll Tampering tampering) {
    Arbitrary<ActionChain<Twins>> steps = steps()
        .withAction(
            20, Steps.step("tamper", (twins, user) -> tampering.tryWith(twins.queue(user))));
    assertTrue(
        steps.sampleStream().limit(CHAINS_FOR_A_TAMPERING).anyMatch(PropertiesTest::isNoticed),
        () -> "chains=" + CHAINS_FOR_A_TAMPERING + " do not show that a queue " + tampering);
  }

  private static boolean isNoticed(ActionChain<Twins> steps) {
    try {
      steps.withInvariant(Twins::compare).run();
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }
}
