/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.tests.history.Operation;
import io.shmq.tests.history.Operation.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Random calls for threads and processes that work on one queue at the same time. */
final class Programs {
  /** Few enough that some are equal, and that those to be removed are there now and then. */
  private static final Arbitrary<Integer> ELEMENTS = Arbitraries.integers().between(1, 20);

  private Programs() {}

  /** Returns calls that leave the queue usable. */
  static Arbitrary<Operation> calls() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, ELEMENTS.map(element -> Operation.of(Kind.PUT, element))),
        Tuple.of(1, ELEMENTS.map(element -> Operation.of(Kind.PUT_WAITING, element))),
        Tuple.of(
            3,
            ELEMENTS.list().ofMinSize(2).ofMaxSize(4).map(it -> new Operation(Kind.PUT_MANY, it))),
        Tuple.of(6, Arbitraries.just(Operation.of(Kind.GET))),
        Tuple.of(1, Arbitraries.just(Operation.of(Kind.GET_WAITING))),
        Tuple.of(3, Arbitraries.of(2, 3, 4).map(most -> Operation.of(Kind.GET_MANY, most))),
        Tuple.of(3, ELEMENTS.map(element -> Operation.of(Kind.REMOVE, element))),
        Tuple.of(
            4, Arbitraries.of(Kind.PEEK, Kind.QSIZE, Kind.EMPTY, Kind.FULL).map(Operation::of)));
  }

  /** Returns the calls of 2 to 4 threads, of which some shut the queue down. */
  static Arbitrary<List<List<Operation>>> ofThreads() {
    Arbitrary<Operation> any = Arbitraries.frequencyOf(
        Tuple.of(25, calls()),
        Tuple.of(1, Arbitraries.of(Kind.SHUTDOWN, Kind.SHUTDOWN_NOW).map(Operation::of)));
    return any.list().ofMinSize(1).ofMaxSize(6).list().ofMinSize(2).ofMaxSize(4);
  }
}
