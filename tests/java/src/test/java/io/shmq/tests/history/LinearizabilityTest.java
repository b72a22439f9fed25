/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import static io.shmq.tests.history.Operation.Kind.EMPTY;
import static io.shmq.tests.history.Operation.Kind.FULL;
import static io.shmq.tests.history.Operation.Kind.GET;
import static io.shmq.tests.history.Operation.Kind.GET_MANY;
import static io.shmq.tests.history.Operation.Kind.PEEK;
import static io.shmq.tests.history.Operation.Kind.PUT;
import static io.shmq.tests.history.Operation.Kind.PUT_MANY;
import static io.shmq.tests.history.Operation.Kind.QSIZE;
import static io.shmq.tests.history.Operation.Kind.REMOVE;
import static io.shmq.tests.history.Operation.Kind.SHUTDOWN;
import static io.shmq.tests.history.Operation.Kind.SHUTDOWN_NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories that are linearizable are told from those that are not. */
class LinearizabilityTest {
  private static final int LIMIT = 2;

  private static final Result OK = Result.done();
  private static final Result TRUE = Result.done(1);
  private static final Result FALSE = Result.done(0);
  private static final Result NOTHING = Result.refused(Result.Outcome.EMPTY);
  private static final Result NO_ROOM = Result.refused(Result.Outcome.FULL);
  private static final Result OVER = Result.refused(Result.Outcome.SHUT_DOWN);
  private static final Result BUSY = Result.refused(Result.Outcome.BUSY);

  private static Call<QueueState> call(
      long begin, long end, Result result, Operation.Kind kind, Integer... arguments) {
    return Promises.returned(Operation.of(kind, arguments), result, begin, end);
  }

  private static Call<QueueState> cutOff(long begin, Operation.Kind kind, Integer... arguments) {
    return Promises.cutOff(Operation.of(kind, arguments), begin);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the arrays are only read
  private static List<Call<QueueState>> thread(Call<QueueState>... calls) {
    return List.of(calls);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the arrays are only read
  private static boolean fits(List<Call<QueueState>>... threads) {
    return Linearizability.violation(Arrays.asList(threads), QueueState.empty(LIMIT))
        .isEmpty();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the arrays are only read
  private static void assertFits(List<Call<QueueState>>... threads) {
    Linearizability.check(Arrays.asList(threads), QueueState.empty(LIMIT));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the arrays are only read
  private static void assertUnfit(List<Call<QueueState>>... threads) {
    assertFalse(fits(threads));
  }

  @Test
  void oneThreadThatDoesWhatAQueueDoes() {
    assertFits(thread(
        call(1, 2, OK, PUT, 7),
        call(3, 4, OK, PUT, 8),
        call(5, 6, TRUE, FULL),
        call(7, 8, NO_ROOM, PUT, 9),
        call(9, 10, Result.done(2), QSIZE),
        call(11, 12, Result.done(7), PEEK),
        call(13, 14, Result.done(7), GET),
        call(15, 16, FALSE, REMOVE, 7),
        call(17, 18, TRUE, REMOVE, 8),
        call(19, 20, TRUE, EMPTY),
        call(21, 22, OK, PEEK),
        call(23, 24, NOTHING, GET),
        call(25, 26, BUSY, GET)));
  }

  @Test
  void overlappingCallsMayTakeEffectInAnyOrder() {
    assertFits(
        thread(call(1, 10, OK, PUT, 7)),
        thread(call(2, 9, OK, PUT, 8)),
        thread(call(11, 12, Result.done(8), GET), call(13, 14, Result.done(7), GET)));
    assertFits(thread(call(1, 10, OK, PUT, 7)), thread(call(2, 3, Result.done(7), GET)));
    assertFits(thread(call(1, 10, OK, PUT, 7)), thread(call(2, 3, NOTHING, GET)));
  }

  @Test
  void callsThatTouchMayTakeEffectInAnyOrder() {
    assertFits(thread(call(1, 2, OK, PUT, 7)), thread(call(2, 3, NOTHING, GET)));
  }

  @Test
  void lostElement() {
    assertUnfit(thread(call(1, 2, OK, PUT, 7)), thread(call(3, 4, NOTHING, GET)));
    assertUnfit(
        thread(call(1, 2, OK, PUT, 7), call(3, 4, OK, PUT, 8)),
        thread(call(5, 6, Result.done(8), GET)));
  }

  @Test
  void doubledElement() {
    assertUnfit(
        thread(call(1, 2, OK, PUT, 7)),
        thread(call(3, 6, Result.done(7), GET)),
        thread(call(4, 5, Result.done(7), GET)));
    assertUnfit(
        thread(call(1, 2, OK, PUT, 7)),
        thread(call(3, 6, TRUE, REMOVE, 7)),
        thread(call(4, 5, Result.done(7), GET)));
  }

  @Test
  void elementThatNobodyPut() {
    assertUnfit(thread(call(1, 2, Result.done(7), GET)));
    assertUnfit(thread(call(1, 2, TRUE, REMOVE, 7)));
  }

  @Test
  void elementBeforeItsPut() {
    assertUnfit(thread(call(1, 2, Result.done(7), GET)), thread(call(3, 4, OK, PUT, 7)));
  }

  @Test
  void elementsInAnotherOrder() {
    assertUnfit(
        thread(call(1, 2, OK, PUT, 7), call(3, 4, OK, PUT, 8)),
        thread(call(1, 9, Result.done(8), GET), call(10, 11, Result.done(7), GET)));
  }

  @Test
  void staleEmpty() {
    assertUnfit(thread(call(1, 2, OK, PUT, 7)), thread(call(3, 4, TRUE, EMPTY)));
    assertUnfit(thread(call(1, 2, FALSE, EMPTY)));
  }

  @Test
  void staleFull() {
    assertUnfit(
        thread(call(1, 2, OK, PUT, 7)),
        thread(call(1, 2, OK, PUT, 8)),
        thread(call(3, 4, Result.done(7), GET), call(5, 6, NO_ROOM, PUT, 9)));
    assertUnfit(thread(call(1, 2, TRUE, FULL)));
  }

  @Test
  void putBeyondTheLimit() {
    assertUnfit(
        thread(call(1, 9, OK, PUT, 7)),
        thread(call(1, 9, OK, PUT, 8)),
        thread(call(1, 9, OK, PUT, 9)));
  }

  @Test
  void wrongSize() {
    assertUnfit(thread(call(1, 2, OK, PUT, 7)), thread(call(3, 4, Result.done(0), QSIZE)));
    assertFits(thread(call(1, 3, OK, PUT, 7)), thread(call(2, 4, Result.done(0), QSIZE)));
    assertUnfit(
        thread(call(1, 9, OK, PUT, 7)),
        thread(call(2, 3, Result.done(1), QSIZE), call(4, 5, Result.done(0), QSIZE)));
  }

  @Test
  void batchIsPutWithoutOthersBetween() {
    Call<QueueState> batch = call(1, 9, TRUE, PUT_MANY, 7, 8);
    Call<QueueState> whole = call(1, 9, Result.done(2), PUT_MANY, 7, 8);
    Call<QueueState> other = call(1, 20, OK, PUT, 9);
    assertFits(
        thread(whole),
        thread(other),
        thread(call(3, 12, Result.done(7), GET), call(13, 14, Result.done(8), GET)));
    assertUnfit(
        thread(whole),
        thread(other),
        thread(
            call(3, 12, Result.done(7), GET),
            call(13, 14, Result.done(9), GET),
            call(15, 16, Result.done(8), GET)));
    assertFits(thread(other), thread(batch), thread(call(10, 11, TRUE, FULL)));
    assertUnfit(thread(batch), thread(call(10, 11, Result.done(1), QSIZE)));
  }

  @Test
  void batchMayBeSeenInParts() {
    assertFits(
        thread(call(1, 9, Result.done(2), PUT_MANY, 7, 8)),
        thread(call(2, 3, Result.done(1), QSIZE), call(4, 5, Result.done(2), QSIZE)));
  }

  @Test
  void batchIsTakenInOrderAndEndsWhereNoMoreIs() {
    List<Call<QueueState>> puts =
        thread(call(1, 2, OK, PUT, 7), call(3, 4, OK, PUT, 8), call(10, 20, OK, PUT, 9));
    assertFits(puts, thread(call(5, 6, Result.done(7, 8), GET_MANY, 3)));
    assertFits(puts, thread(call(5, 15, Result.done(7, 8, 9), GET_MANY, 3)));
    assertFits(puts, thread(call(5, 15, Result.done(7, 8), GET_MANY, 3)));
    assertUnfit(puts, thread(call(5, 6, Result.done(8, 7), GET_MANY, 3)));
    assertUnfit(puts, thread(call(5, 6, TRUE, GET_MANY, 3)));
    assertUnfit(puts, thread(call(5, 6, Result.done(7), GET_MANY, 3)));
    assertFits(puts, thread(call(5, 6, Result.done(7), GET_MANY, 1)));
  }

  @Test
  void shutdownEndsPutsAndThenGets() {
    Call<QueueState> put = call(1, 2, OK, PUT, 7);
    assertFits(thread(
        put,
        call(3, 4, OK, SHUTDOWN),
        call(5, 6, OVER, PUT, 8),
        call(7, 8, Result.done(7), GET),
        call(9, 10, OVER, GET)));
    assertUnfit(thread(put, call(3, 4, OK, SHUTDOWN), call(5, 6, OK, PUT, 8)));
    assertUnfit(thread(put, call(3, 4, OK, SHUTDOWN), call(5, 6, OVER, GET)));
    assertUnfit(thread(call(3, 4, OK, SHUTDOWN), call(5, 6, NOTHING, GET)));
    assertUnfit(thread(call(1, 2, OVER, PUT, 7)));
    assertFits(thread(put, call(3, 4, OK, SHUTDOWN_NOW), call(5, 6, OVER, GET)));
    assertUnfit(thread(put, call(3, 4, OK, SHUTDOWN_NOW), call(5, 6, TRUE, GET)));
  }

  @Test
  void callThatWasCutOffMayOrMayNotHaveHappened() {
    List<Call<QueueState>> killed = thread(cutOff(1, PUT, 7));
    assertFits(killed, thread(call(9, 10, Result.done(7), GET)));
    assertFits(killed, thread(call(9, 10, NOTHING, GET)));
    assertFits(killed, thread(call(9, 10, NOTHING, GET), call(11, 12, Result.done(7), GET)));
    assertUnfit(killed, thread(call(9, 10, Result.done(7), GET), call(11, 12, TRUE, GET)));
    assertUnfit(thread(cutOff(5, PUT, 7)), thread(call(1, 2, Result.done(7), GET)));
  }

  @Test
  void batchThatWasCutOffIsThereUpToSomeElement() {
    List<Call<QueueState>> killed = thread(cutOff(1, PUT_MANY, 7, 8));
    assertFits(killed, thread(call(9, 10, Result.done(7), GET), call(11, 12, NOTHING, GET)));
    assertFits(killed, thread(call(9, 10, Result.done(7), GET), call(11, 12, OK, PUT, 9)));
    assertUnfit(killed, thread(call(9, 10, Result.done(8), GET)));
    List<Call<QueueState>> taker = thread(cutOff(5, GET_MANY, 2));
    List<Call<QueueState>> puts = thread(call(1, 2, OK, PUT, 7), call(3, 4, OK, PUT, 8));
    for (int size = 0; size <= 2; size++) {
      assertFits(puts, taker, thread(call(9, 10, Result.done(size), QSIZE)));
    }
    assertUnfit(
        puts, taker, thread(call(9, 10, Result.done(8), GET), call(11, 12, Result.done(1), QSIZE)));
  }

  @Test
  void longHistoryWithFewCallsAtATimeIsDecided() {
    List<Call<QueueState>> producer = new ArrayList<>();
    List<Call<QueueState>> consumer = new ArrayList<>();
    List<Call<QueueState>> observer = new ArrayList<>();
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      producer.add(call(10 * i, 10 * i + 6, OK, PUT, i));
      consumer.add(call(10 * i + 3, 10 * i + 8, Result.done(i), GET));
    }
    observer.add(call(0, 10 * count, TRUE, EMPTY));
    assertFits(producer, consumer, observer);
    consumer.set(count - 2, call(10 * count - 17, 10 * count - 12, NOTHING, GET));
    assertUnfit(producer, consumer, observer);
  }

  @Test
  void violationShowsTheCallsThatDoNotFit() {
    AssertionError error = assertThrows(
        AssertionError.class,
        () -> assertFits(
            thread(call(1, 2, OK, PUT, 7)),
            thread(call(3, 4, Result.done(5), QSIZE), call(5, 6, TRUE, FULL))));
    assertTrue(error.getMessage().contains("  > QSIZE[] = [5] [3, 4]"), error.getMessage());
    assertTrue(error.getMessage().contains("content=[7]"), error.getMessage());
  }

  @Test
  void callsOfAThreadMustNotOverlap() {
    IllegalArgumentException error = assertThrows(
        IllegalArgumentException.class,
        () -> fits(thread(call(1, 3, OK, PUT, 7), call(2, 4, OK, PUT, 8))));
    assertTrue(error.getMessage().contains("overlap"), error.getMessage());
    assertEquals("PUT[7] = [] [1, 3]", call(1, 3, OK, PUT, 7).toString());
  }
}
