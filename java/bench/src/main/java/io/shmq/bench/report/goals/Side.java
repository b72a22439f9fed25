/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import io.shmq.bench.report.figures.Labels;
import io.shmq.bench.report.figures.Parties;
import io.shmq.bench.report.figures.Sizes;
import io.shmq.bench.report.figures.Units;
import io.shmq.bench.results.Language;
import io.shmq.bench.results.Measurement;
import io.shmq.bench.results.Scope;
import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.util.List;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Which measurements are one side of a ratio; if a round has several, the best of them. What is null
 * may be anything.
 *
 * @param systems names of the systems
 * @param language what they are used from
 * @param work what they do
 * @param waiting how they wait, or null
 * @param messageBytes length of a message in bytes
 * @param producers number of producers
 * @param consumers number of consumers
 * @param capacityBytes capacity in bytes, or null
 */
record Side(
    List<String> systems,
    Language language,
    Work work,
    @Nullable Wait waiting,
    int messageBytes,
    int producers,
    int consumers,
    @Nullable Long capacityBytes)
    implements Predicate<Measurement> {
  static Side oneWay(Language language, int messageBytes, String... systems) {
    return new Side(List.of(systems), language, Work.ONE_WAY, null, messageBytes, 1, 1, null);
  }

  static Side roundTrip(Language language, Wait waiting, String... systems) {
    return new Side(List.of(systems), language, Work.ROUND_TRIP, waiting, Sizes.SMALL, 1, 1, null);
  }

  static Side manyToMany(Language language, Parties parties, String system) {
    return new Side(
        List.of(system),
        language,
        Work.MANY_TO_MANY,
        null,
        Sizes.SMALL,
        parties.producers(),
        parties.consumers(),
        null);
  }

  static Side idle(Language language, String system) {
    return new Side(List.of(system), language, Work.IDLE, null, Sizes.SMALL, 1, 1, null);
  }

  Side capacity(long bytes) {
    return new Side(systems, language, work, waiting, messageBytes, producers, consumers, bytes);
  }

  @Override
  public boolean test(Measurement measurement) {
    return systems.contains(measurement.system())
        && measurement.scope() == Scope.PROCESSES
        && measurement.language() == language
        && measurement.work() == work
        && (waiting == null || measurement.waiting() == waiting)
        && (work == Work.IDLE || sameShape(measurement))
        && (capacityBytes == null || capacityBytes.equals(measurement.capacityBytes()));
  }

  private boolean sameShape(Measurement measurement) {
    return measurement.messageBytes() == messageBytes
        && measurement.producers() == producers
        && measurement.consumers() == consumers;
  }

  /** Returns it as it stands in a report. */
  String text() {
    String name = systems.size() == 1 ? "" : "best of ";
    String limit = capacityBytes == null ? "" : ", " + Units.bytes(capacityBytes);
    return name + String.join("; ", systems) + " (" + Labels.of(language) + limit + ")";
  }
}
