/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Language;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What measurements of different rounds have in common.
 *
 * @param system name of the system
 * @param language what it was used from
 * @param scope what its two sides were
 * @param work what it did
 * @param waiting how it waited
 * @param messageBytes length of a message in bytes
 * @param producers number of producers
 * @param consumers number of consumers
 * @param capacityBytes capacity of the queue in bytes, or null if it has none
 */
public record Case(
    String system,
    Language language,
    Scope scope,
    Work work,
    Wait waiting,
    int messageBytes,
    int producers,
    int consumers,
    @Nullable Long capacityBytes) {
  /**
   * Returns what a measurement measured.
   *
   * @param measurement the measurement
   * @return its case
   */
  public static Case of(Measurement measurement) {
    return new Case(
        measurement.system(),
        measurement.language(),
        measurement.scope(),
        measurement.work(),
        measurement.waiting(),
        measurement.messageBytes(),
        measurement.producers(),
        measurement.consumers(),
        measurement.capacityBytes());
  }
}
