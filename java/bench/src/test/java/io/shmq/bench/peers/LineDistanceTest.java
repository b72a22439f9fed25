/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDistanceTest {
  @Test
  void aLineNeedsSomeTimeThereAndBack() throws Exception {
    List<Integer> allowed = ProcessorTimes.allowed();
    double nanos =
        LineDistance.nanos(new ProcessorPair(allowed.get(0), allowed.get(allowed.size() - 1)));
    assertTrue(nanos > 1, Double.toString(nanos));
  }

  /** There is a trip only while the other one has the processor: it ends all the same. */
  @Test
  void twoThreadsOnOneProcessorEnd() throws Exception {
    int processor = ProcessorTimes.allowed().get(0);
    double nanos = LineDistance.nanos(new ProcessorPair(processor, processor));
    assertTrue(nanos > 1, Double.toString(nanos));
  }
}
