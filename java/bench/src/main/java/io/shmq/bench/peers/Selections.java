/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what is measured. Everything is unless they are given. */
final class Selections {
  private static final int SMALL = 64;
  private static final List<Integer> USUAL_CAPACITIES = List.of(1 << 20, 256 << 10, 64 << 20);

  @Option(
      names = "--systems",
      paramLabel = "NAME",
      split = ";",
      description = "Names of systems, with a semicolon between two; --list shows them.")
  private List<String> systems = new ArrayList<>();

  @Option(
      names = "--works",
      paramLabel = "WORK",
      split = ",",
      description = "one-way, round-trip, many-to-many, idle.")
  private List<String> works = List.of("one-way", "round-trip", "many-to-many", "idle");

  @Option(
      names = "--waits",
      paramLabel = "WAIT",
      split = ",",
      description = "How round trips wait: spin, sleep, default.")
  private List<String> waits = List.of("spin", "sleep", "default");

  @Option(
      names = "--sizes",
      paramLabel = "BYTES",
      split = ",",
      description = "Lengths of messages one way.")
  private List<Integer> sizes = List.of(SMALL, 65536);

  @Option(
      names = "--settings",
      paramLabel = "P/C",
      split = ",",
      description = "Numbers of producers and consumers of many to many.")
  private List<String> settings = List.of("1/1", "1/10", "10/1", "3/20", "20/3", "20/20");

  @Option(
      names = "--capacities",
      paramLabel = "BYTES",
      split = ",",
      description =
          "Capacities, powers of two: the first for all, others for short messages one way.")
  private List<Integer> capacities = USUAL_CAPACITIES;

  /** Requires that systems which are wanted are there, here or in another program. */
  void requireKnown(List<String> others) {
    systems.stream().filter(name -> !others.contains(name)).forEach(Systems::named);
  }

  /** Returns true if something of another program was selected, too. */
  boolean hasAny(List<String> others) {
    return systems.isEmpty() || systems.stream().anyMatch(others::contains);
  }

  /** Returns all that was selected, what compares with each other side by side. */
  List<Contest> contests() {
    List<Contest> contests = new ArrayList<>();
    for (Setting setting : wanted()) {
      for (PeerSystem system : Systems.all()) {
        if ((systems.isEmpty() || systems.contains(system.name()))
            && system.takes(setting)
            && (system.hasCapacity() || setting.capacityBytes() == usual())) {
          contests.add(new Contest(system, setting));
        }
      }
    }
    return contests;
  }

  private List<Setting> wanted() {
    List<Setting> all = new ArrayList<>();
    for (String work : works) {
      switch (Names.of(Work.class, work)) {
        case ONE_WAY -> {
          sizes.forEach(size -> all.add(new Setting(Work.ONE_WAY, Wait.SPIN, size, 1, 1, usual())));
          capacities.stream()
              .skip(1)
              .forEach(
                  capacity -> all.add(new Setting(Work.ONE_WAY, Wait.SPIN, SMALL, 1, 1, capacity)));
        }
        case ROUND_TRIP ->
          waits.forEach(wait -> all.add(
              new Setting(Work.ROUND_TRIP, Names.of(Wait.class, wait), SMALL, 1, 1, usual())));
        case MANY_TO_MANY -> settings.forEach(ends -> all.add(manyToMany(ends)));
        default -> all.add(new Setting(Work.IDLE, Wait.DEFAULT, SMALL, 1, 1, usual()));
      }
    }
    return all;
  }

  private int usual() {
    return capacities.get(0);
  }

  private Setting manyToMany(String ends) {
    List<String> numbers = List.of(ends.split("/", -1));
    try {
      return new Setting(
          Work.MANY_TO_MANY,
          Wait.DEFAULT,
          SMALL,
          Integer.parseInt(numbers.get(0)),
          Integer.parseInt(numbers.get(numbers.size() - 1)),
          usual());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "A setting is a number of producers, a slash and a number of consumers (setting="
              + ends
              + "): write it as 3/20.",
          e);
    }
  }

  /** Returns the same selection as arguments of another program that knows some of the systems. */
  List<String> arguments(List<String> others) {
    List<String> arguments = new ArrayList<>();
    if (!systems.isEmpty()) {
      arguments.add("--systems="
          + String.join(";", systems.stream().filter(others::contains).toList()));
    }
    arguments.add("--works=" + String.join(",", works));
    arguments.add("--waits=" + String.join(",", waits));
    arguments.add("--settings=" + String.join(",", settings));
    arguments.add("--sizes=" + joined(sizes));
    if (!capacities.equals(USUAL_CAPACITIES)) {
      // Of those that are given, the other program has long messages meet all.
      arguments.add("--capacities=" + joined(capacities));
    }
    return arguments;
  }

  private static String joined(List<Integer> numbers) {
    return String.join(
        ",", numbers.stream().map(number -> Integer.toString(number)).toList());
  }
}
