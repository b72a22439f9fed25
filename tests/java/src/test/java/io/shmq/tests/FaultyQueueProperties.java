/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.state.ActionChain;

/** A property that does not hold, for {@link PropertyReportTest}: not a test by its name. */
class FaultyQueueProperties {
  private final Queues queues = new Queues();
  private final List<Twins> created = new ArrayList<>();

  @AfterTry
  void removeQueues() throws IOException {
    created.forEach(Twins::close);
    created.clear();
    queues.removeAll();
  }

  @Provide
  Arbitrary<ActionChain<Twins>> steps() {
    return Steps.on(() -> {
          Twins twins = new Twins(queues.name(), 5, 4096);
          created.add(twins);
          return twins;
        })
        .withAction(
            10, Steps.step("lose", (twins, user) -> Tampering.LOSES.tryWith(twins.queue(user))));
  }

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
  void queueThatLosesMessagesIsWhatAPlainOneWouldBe(@ForAll("steps") ActionChain<Twins> steps) {
    steps.withInvariant(Twins::compare).run();
  }
}
