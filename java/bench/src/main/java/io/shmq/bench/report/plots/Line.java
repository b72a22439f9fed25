/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.plots;

import io.shmq.bench.report.figures.Labels;
import io.shmq.bench.results.Language;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Scope;

/**
 * What has a line of its own in a plot.
 *
 * @param system name of the system
 * @param language what it is used from
 * @param scope what its two sides are
 */
record Line(String system, Language language, Scope scope) {
  static Line of(Measurement measurement) {
    return new Line(measurement.system(), measurement.language(), measurement.scope());
  }

  @Override
  public String toString() {
    return Labels.of(system, language, scope);
  }
}
