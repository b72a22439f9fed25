/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Language;
import io.shmq.bench.results.Latency;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Work;
import java.io.IOException;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Makes measurements, and leaves nothing of them behind. */
final class Coordinator {
  private final List<Integer> allowed;
  private final Timing timing;

  Coordinator(Timing timing) throws IOException {
    this.timing = timing;
    allowed = ProcessorTimes.allowed();
    if (allowed.size() < 2) {
      throw new IOException("The benchmark needs two processors, and may use fewer (processors="
          + allowed
          + "): start it without taskset, or on another machine.");
    }
  }

  /** Measures a system once. */
  Measurement measure(PeerSystem system, Setting setting, int round)
      throws IOException, InterruptedException {
    ProcessorPair pair = new ProcessorPair(allowed.get(0), allowed.get(1));
    double before = LineDistance.nanos(pair);
    @Nullable Figures figures = null;
    @Nullable String failure = null;
    try (Scene scene = new Scene(system, setting)) {
      figures = new MeasuredRun(scene, timing, allowed).measure();
    } catch (MeasurementException e) {
      failure = e.getMessage();
    }
    return measurement(system, setting, round, figures, before, LineDistance.nanos(pair), failure);
  }

  private static Measurement measurement(
      PeerSystem system,
      Setting setting,
      int round,
      @Nullable Figures figures,
      double before,
      double after,
      @Nullable String failure) {
    boolean isTimed = figures != null && setting.work() != Work.IDLE;
    Selection selection =
        figures != null ? figures.selection() : new Selection(List.of(), 0, 0, false);
    @Nullable
    Double perSecond = isTimed && selection.messages() > 0
        ? (Double) (selection.messages() / selection.seconds())
        : null;
    @Nullable Latency latency = figures != null ? figures.latency() : null;
    @Nullable Double interval = figures != null ? figures.intervalNanos() : null;
    @Nullable Double share = figures != null ? figures.processorShare() : null;
    @Nullable Long capacity = system.hasCapacity() ? (Long) (long) setting.capacityBytes() : null;
    return new Measurement(
        system.name(),
        Language.JAVA,
        system.scope(),
        setting.work(),
        setting.waiting(),
        setting.messageBytes(),
        setting.producers(),
        setting.consumers(),
        capacity,
        round,
        perSecond,
        selection.messages(),
        selection.seconds(),
        selection.quiet(),
        selection.discarded(),
        selection.isNoisy(),
        latency,
        interval,
        share,
        before,
        after,
        failure);
  }
}
