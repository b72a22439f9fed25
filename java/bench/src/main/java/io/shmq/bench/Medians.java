/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;

/** Medians of figures. */
public final class Medians {
  private Medians() {}

  /** Returns the median of a figure that each element has. */
  public static <E extends Object> double of(List<E> elements, ToDoubleFunction<E> figure) {
    ListStatistics figures = new ListStatistics();
    elements.forEach(element -> figures.addValue(figure.applyAsDouble(element)));
    return figures.getPercentile(50);
  }
}
