/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import io.shmq.bench.report.figures.Metric;
import java.util.List;

/**
 * Something that shmq is to reach.
 *
 * @param topic what it is about
 * @param text what is compared
 * @param metric the figure that is compared
 * @param dividend our side
 * @param divisors the other side: the first of these that was measured; if there are none, our side's
 *     figure itself is what counts
 * @param bound what the ratio must be
 */
record Goal(
    String topic, String text, Metric metric, Side dividend, List<Side> divisors, Bound bound) {
  static Goal ratio(
      String topic, String text, Metric metric, Side dividend, Bound bound, Side... divisors) {
    return new Goal(topic, text, metric, dividend, List.of(divisors), bound);
  }

  static Goal figure(String topic, String text, Metric metric, Side side, Bound bound) {
    return new Goal(topic, text, metric, side, List.of(), bound);
  }
}
