/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests;

import io.shmq.End;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/** Random calls of the users of a queue, one after the other. */
final class Steps {
  private static final int MAX_STEPS = 50;

  private static final Arbitrary<Integer> USERS =
      Arbitraries.integers().between(0, Twins.USERS - 1);

  private static final Arbitrary<String> LETTERS = Arbitraries.of("a", "b", "c", "d", "e");

  /** Short ones, those around which a message takes another way, and those that hardly fit. */
  private static final Arbitrary<Integer> LENGTHS = Arbitraries.frequencyOf(
      Tuple.of(8, Arbitraries.integers().between(0, 40)),
      Tuple.of(4, Arbitraries.integers().between(41, 2100)),
      Tuple.of(2, Arbitraries.integers().between(4070, 4100)),
      Tuple.of(1, Arbitraries.integers().between(16_380, 16_390)),
      Tuple.of(2, Arbitraries.integers().between(4101, 40_000)),
      Tuple.of(1, Arbitraries.integers().between(65_510, 65_540)));

  private static final Arbitrary<Message> MESSAGES =
      Combinators.combine(LETTERS, LENGTHS).as(Message::new);

  private static final Arbitrary<End> ENDS = Arbitraries.of(End.class);

  private static final Arbitrary<Integer> COUNTS = Arbitraries.of(1, 2, 3, 5, Integer.MAX_VALUE);

  private Steps() {}

  /** A message that is one letter again and again. Some are equal. */
  private record Message(String letter, int length) {
    String text() {
      return letter.repeat(length);
    }

    @Override
    public String toString() {
      return letter + " * " + length;
    }
  }

  /** A call of a user. */
  interface Call {
    void on(Twins queue, int user);
  }

  /** A call of a user with an argument. */
  private interface CallWith<A> {
    void on(Twins queue, int user, A argument);
  }

  /** Returns steps on a queue that is created when they begin. */
  static ActionChainArbitrary<Twins> on(Supplier<Twins> queue) {
    return ActionChain.startWith(queue)
        .withMaxTransformations(MAX_STEPS)
        .withAction(60, put())
        .withAction(10, step("putMany", MESSAGES.list().ofMaxSize(5), Steps::putMany))
        .withAction(3, step("put that throws", LENGTHS, Twins::putWithThrowingWriter))
        .withAction(35, step("get", Arbitraries.of(Ways.Get.class), Twins::get))
        .withAction(8, step("getMany", COUNTS, Twins::getMany))
        .withAction(3, step("get that throws", Twins::getWithThrowingReader))
        .withAction(6, step("remove", MESSAGES, Steps::remove))
        .withAction(12, step("remove at", Arbitraries.integers().between(0, 9), Twins::removeAt))
        .withAction(5, step("removeIf", LETTERS, Twins::removeIf))
        .withAction(3, step("drainTo", Arbitraries.of(0, 1, 3, 100), Twins::drainTo))
        .withAction(2, step("clear", Twins::clear))
        .withAction(4, step("claim", ENDS, Twins::claim))
        .withAction(6, step("unclaim", ENDS, (twins, user, end) -> twins.unclaim(end)))
        .withAction(15, step("taskDone", Twins::taskDone))
        .withAction(3, step("reopen", Twins::reopen))
        .withAction(2, step("reopen all", (twins, user) -> twins.reopenAll()))
        .withAction(1, step("shutdown", Twins::shutdown))
        .withAction(1, step("shutdownNow", Twins::shutdownNow));
  }

  private static Action<Twins> put() {
    Arbitrary<Transformer<Twins>> puts = Combinators.combine(
            USERS, MESSAGES, Arbitraries.of(Ways.Put.class))
        .as((user, message, way) -> Transformer.mutate(
            "user " + user + ": put " + message + " " + way,
            twins -> twins.put(user, message.text(), way)));
    return independent(puts);
  }

  private static void putMany(Twins twins, int user, List<Message> messages) {
    twins.putMany(user, messages.stream().map(Message::text).toList());
  }

  private static void remove(Twins twins, int user, Message message) {
    twins.remove(user, message.text());
  }

  private static <A> Action<Twins> step(String name, Arbitrary<A> arguments, CallWith<A> call) {
    return independent(Combinators.combine(USERS, arguments)
        .as((user, argument) -> Transformer.mutate(
            "user " + user + ": " + name + " " + argument,
            twins -> call.on(twins, user, argument))));
  }

  static Action<Twins> step(String name, Call call) {
    return independent(USERS.map(
        user -> Transformer.mutate("user " + user + ": " + name, twins -> call.on(twins, user))));
  }

  private static Action<Twins> independent(Arbitrary<Transformer<Twins>> steps) {
    return (Action.Independent<Twins>) () -> steps;
  }
}
