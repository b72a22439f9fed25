/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import static io.shmq.bench.report.figures.Names.AERON_BUSY;
import static io.shmq.bench.report.figures.Names.AERON_IDLE;
import static io.shmq.bench.report.figures.Names.AGRONA_MANY;
import static io.shmq.bench.report.figures.Names.AGRONA_ONE;
import static io.shmq.bench.report.figures.Names.BATCHES;
import static io.shmq.bench.report.figures.Names.BOOST;
import static io.shmq.bench.report.figures.Names.CACHE_LINE;
import static io.shmq.bench.report.figures.Names.CLAIMED;
import static io.shmq.bench.report.figures.Names.FUTEX;
import static io.shmq.bench.report.figures.Names.IN_PLACE;
import static io.shmq.bench.report.figures.Names.ONE_BY_ONE;
import static io.shmq.bench.report.figures.Names.PYTHON;
import static io.shmq.bench.report.figures.Names.SHMQ;
import static io.shmq.bench.report.figures.Sizes.LARGE;
import static io.shmq.bench.report.figures.Sizes.LARGE_QUEUE;
import static io.shmq.bench.report.figures.Sizes.SMALL;
import static io.shmq.bench.report.figures.Sizes.SMALL_QUEUE;
import static io.shmq.bench.report.goals.Bound.atLeast;
import static io.shmq.bench.report.goals.Bound.atMost;
import static io.shmq.bench.report.goals.Bound.below;
import static io.shmq.bench.results.Language.C;
import static io.shmq.bench.results.Language.JAVA;

import io.shmq.bench.report.figures.Metric;
import io.shmq.bench.report.figures.Parties;
import io.shmq.bench.results.Language;
import io.shmq.bench.results.Wait;
import java.util.List;
import java.util.stream.Stream;

/** All goals: the one place where they are written down. */
final class Goals {
  private static final String ONE_WAY = "64 B one way";
  private static final String LARGE_ONE_WAY = "64 KiB one way";
  private static final String SPINNING = "64 B round trip, spinning";
  private static final String SLEEPING = "64 B round trip, asleep";
  private static final String MANY_TO_MANY = "64 B many to many";
  private static final String LANGUAGES = "Java against C";
  private static final String CAPACITY = "Capacity";
  private static final String IDLE = "Idle";

  private static final List<Language> OURS = List.of(JAVA, C);

  private Goals() {}

  static List<Goal> all() {
    return Stream.of(
            oneWay(),
            spinning(),
            sleeping(),
            large(),
            manyToMany(),
            languages(),
            capacity(),
            idle())
        .flatMap(goals -> goals)
        .toList();
  }

  private static Stream<Goal> oneWay() {
    return Stream.of(
        rate(
            ONE_WAY,
            "Claimed ends, one by one",
            Side.oneWay(JAVA, SMALL, CLAIMED),
            atLeast(1),
            Side.oneWay(JAVA, SMALL, AGRONA_ONE, AERON_IDLE, AERON_BUSY)),
        rate(
            ONE_WAY,
            "Shared ends, one by one",
            Side.oneWay(JAVA, SMALL, ONE_BY_ONE),
            atLeast(0.5),
            Side.oneWay(JAVA, SMALL, AGRONA_MANY)),
        rate(
            ONE_WAY,
            "Shared ends, batches of 64",
            Side.oneWay(JAVA, SMALL, BATCHES),
            atLeast(1.5),
            Side.oneWay(JAVA, SMALL, AGRONA_MANY)));
  }

  private static Stream<Goal> spinning() {
    return Stream.of(
        spinning("Claimed ends, median", Metric.P50, CLAIMED, atMost(1.15), CACHE_LINE),
        spinning("Shared ends, median", Metric.P50, SHMQ, atMost(1.4), CACHE_LINE),
        spinning("Claimed ends, 99.9 %", Metric.P999, CLAIMED, atMost(1), AGRONA_ONE),
        spinning("Shared ends, 99.9 %", Metric.P999, SHMQ, atMost(1), AGRONA_MANY));
  }

  private static Goal spinning(
      String text, Metric metric, String system, Bound bound, String divisor) {
    return Goal.ratio(
        SPINNING,
        text,
        metric,
        Side.roundTrip(JAVA, Wait.SPIN, system),
        bound,
        Side.roundTrip(JAVA, Wait.SPIN, divisor),
        Side.roundTrip(C, Wait.SPIN, divisor));
  }

  private static Stream<Goal> sleeping() {
    return OURS.stream()
        .flatMap(language -> Stream.of(
            sleeping("Both asleep, median", Side.roundTrip(language, Wait.SLEEP, SHMQ), 1.15),
            sleeping(
                "Default wait, both busy, median",
                Side.roundTrip(language, Wait.DEFAULT, SHMQ),
                0.05)));
  }

  private static Goal sleeping(String text, Side side, double most) {
    return Goal.ratio(
        SLEEPING, text, Metric.P50, side, atMost(most), Side.roundTrip(C, Wait.SLEEP, FUTEX));
  }

  private static Stream<Goal> large() {
    return Stream.of(
        rate(
            LARGE_ONE_WAY,
            "By copy",
            Side.oneWay(JAVA, LARGE, CLAIMED),
            atLeast(1),
            Side.oneWay(JAVA, LARGE, AGRONA_ONE)),
        rate(
            LARGE_ONE_WAY,
            "In place against by copy",
            Side.oneWay(JAVA, LARGE, IN_PLACE),
            atLeast(1.5),
            Side.oneWay(JAVA, LARGE, CLAIMED)));
  }

  private static Stream<Goal> manyToMany() {
    return OURS.stream()
        .flatMap(
            language -> Parties.ALL.stream().flatMap(parties -> manyToMany(language, parties)));
  }

  private static Stream<Goal> manyToMany(Language language, Parties parties) {
    Side ours = Side.manyToMany(language, parties, SHMQ);
    return Stream.of(
        rate(
            MANY_TO_MANY,
            parties + " against boost",
            ours,
            atLeast(3),
            Side.manyToMany(C, parties, BOOST)),
        rate(
            MANY_TO_MANY,
            parties + " against Python",
            ours,
            atLeast(20),
            Side.manyToMany(Language.PYTHON, parties, PYTHON)),
        rate(
            MANY_TO_MANY,
            parties + " against 1/1",
            ours,
            atLeast(0.1),
            Side.manyToMany(language, new Parties(1, 1), SHMQ)));
  }

  private static Stream<Goal> languages() {
    return Stream.concat(
        Stream.of(CLAIMED, ONE_BY_ONE, BATCHES)
            .map(system -> rate(
                LANGUAGES,
                "64 B one way",
                Side.oneWay(JAVA, SMALL, system),
                atLeast(0.8),
                Side.oneWay(C, SMALL, system))),
        Stream.of(CLAIMED, SHMQ)
            .map(system -> Goal.ratio(
                LANGUAGES,
                "64 B round trip, spinning, median",
                Metric.P50,
                Side.roundTrip(JAVA, Wait.SPIN, system),
                atMost(1.2),
                Side.roundTrip(C, Wait.SPIN, system))));
  }

  private static Stream<Goal> capacity() {
    return OURS.stream()
        .flatMap(language -> Stream.of(CLAIMED, ONE_BY_ONE).map(system -> {
          Side side = Side.oneWay(language, SMALL, system);
          return rate(
              CAPACITY,
              "64 MiB against 256 KiB",
              side.capacity(LARGE_QUEUE),
              atLeast(0.9),
              side.capacity(SMALL_QUEUE));
        }));
  }

  private static Stream<Goal> idle() {
    return OURS.stream()
        .map(language -> Goal.figure(
            IDLE,
            "A blocked consumer's share of a core",
            Metric.SHARE,
            Side.idle(language, SHMQ),
            below(0.001)));
  }

  private static Goal rate(String topic, String text, Side side, Bound bound, Side divisor) {
    return Goal.ratio(topic, text, Metric.RATE, side, bound, divisor);
  }
}
