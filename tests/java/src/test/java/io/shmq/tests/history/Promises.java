/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import io.shmq.tests.history.QueueState.Shutdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What the calls on a queue promise, as steps: most happen at one moment. The elements of a batch are
 * put one after the other, at moments of their own, without others between them, until one finds no
 * room; those that {@code getMany} takes are taken one after the other, and if they are fewer than asked
 * for, then there was a moment in the call when no more were there.
 */
public final class Promises {
  private static final AtomicInteger BATCHES = new AtomicInteger();

  private Promises() {}

  /** Returns a call that has returned. */
  public static Call<QueueState> returned(
      Operation operation, Result result, long begin, long end) {
    return new Call<>(operation + " = " + result, begin, end, ways(operation, result));
  }

  /** Returns a call that was under way when its process was killed. */
  public static Call<QueueState> cutOff(Operation operation, long begin) {
    return new Call<>(operation + " was cut off", begin, Call.NEVER, cutOff(operation));
  }

  private static List<List<Step<QueueState>>> ways(Operation operation, Result result) {
    switch (result.outcome()) {
      case DONE:
        return answered(operation, result.values());
      case FULL:
        return one(when(QueueState::isFull));
      case EMPTY:
        return one(when(state -> isEmpty(state) && state.shutdown() == Shutdown.OPEN));
      case SHUT_DOWN:
        return one(when(state -> isOver(operation, state)));
      default:
        return List.of(List.of());
    }
  }

  private static List<List<Step<QueueState>>> answered(Operation operation, List<Integer> values) {
    switch (operation.kind()) {
      case PUT:
      case PUT_WAITING:
        return List.of(batch(operation.arguments()));
      case PUT_MANY:
        return batchOf(operation.arguments(), values.get(0));
      case GET:
      case GET_WAITING:
        return List.of(taking(values));
      case GET_MANY:
        return values.size() == operation.arguments().get(0)
            ? List.of(taking(values))
            : takingAll(values);
      case REMOVE:
        int element = operation.arguments().get(0);
        return one(
            isTrue(values)
                ? state -> state.remove(element)
                : when(state -> !state.content().contains(element)));
      case PEEK:
        return one(when(state -> state.content().stream().limit(1).toList().equals(values)));
      case QSIZE:
        return one(when(state -> state.content().size() == values.get(0)));
      case EMPTY:
        return one(when(state -> isEmpty(state) == isTrue(values)));
      case FULL:
        return one(when(state -> state.isFull() == isTrue(values)));
      default:
        return List.of(shutDown(operation));
    }
  }

  private static List<List<Step<QueueState>>> cutOff(Operation operation) {
    List<List<Step<QueueState>>> ways = new ArrayList<>();
    ways.add(List.of());
    switch (operation.kind()) {
      case PUT:
      case PUT_WAITING:
      case PUT_MANY:
        for (int count = 1; count <= operation.arguments().size(); count++) {
          ways.add(batch(operation.arguments().subList(0, count)));
        }
        break;
      case GET:
      case GET_WAITING:
        ways.add(List.of(QueueState::take));
        break;
      case GET_MANY:
        List<Step<QueueState>> steps = new ArrayList<>();
        for (int count = 1; count <= operation.arguments().get(0); count++) {
          steps.add(QueueState::take);
          ways.add(List.copyOf(steps));
        }
        break;
      case REMOVE:
        ways.add(List.of(state -> state.remove(operation.arguments().get(0))));
        break;
      case SHUTDOWN:
      case SHUTDOWN_NOW:
        ways.add(shutDown(operation));
        break;
      default:
        break;
    }
    return ways;
  }

  /** The elements are put in order, with none of others between them. */
  private static List<Step<QueueState>> batch(List<Integer> elements) {
    int id = BATCHES.incrementAndGet();
    List<Step<QueueState>> steps = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      int element = elements.get(i);
      boolean isLast = i == elements.size() - 1;
      steps.add(state -> state.putOfBatch(element, id, isLast));
    }
    return steps;
  }

  private static List<List<Step<QueueState>>> batchOf(List<Integer> elements, int count) {
    List<Step<QueueState>> steps = batch(elements.subList(0, count));
    if (count < elements.size()) {
      steps.add(when(state -> state.isFull() || state.shutdown() != Shutdown.OPEN));
    }
    return List.of(steps);
  }

  private static List<Step<QueueState>> taking(List<Integer> elements) {
    List<Step<QueueState>> steps = new ArrayList<>();
    for (int element : elements) {
      steps.add(state -> state.take(element));
    }
    return steps;
  }

  /** At one moment, behind any number of the steps, those that are yet to be taken were all. */
  private static List<List<Step<QueueState>>> takingAll(List<Integer> elements) {
    List<List<Step<QueueState>>> ways = new ArrayList<>();
    for (int i = 0; i <= elements.size(); i++) {
      List<Integer> rest = elements.subList(i, elements.size());
      List<Step<QueueState>> steps = taking(elements);
      steps.add(i, when(state -> state.content().equals(rest)));
      ways.add(steps);
    }
    return ways;
  }

  private static List<Step<QueueState>> shutDown(Operation operation) {
    Shutdown further =
        operation.kind() == Operation.Kind.SHUTDOWN ? Shutdown.DRAINING : Shutdown.SHUT;
    return List.of(state -> Optional.of(state.shutDown(further)));
  }

  private static boolean isOver(Operation operation, QueueState state) {
    switch (operation.kind()) {
      case PUT:
      case PUT_WAITING:
      case PUT_MANY:
        return state.shutdown() != Shutdown.OPEN;
      default:
        return state.shutdown() != Shutdown.OPEN && isEmpty(state);
    }
  }

  private static boolean isEmpty(QueueState state) {
    return state.content().isEmpty();
  }

  private static boolean isTrue(List<Integer> values) {
    return values.get(0) == 1;
  }

  private static List<List<Step<QueueState>>> one(Step<QueueState> step) {
    return List.of(List.of(step));
  }

  /** A step that changes nothing. */
  private static Step<QueueState> when(Predicate<QueueState> condition) {
    return state -> condition.test(state) ? Optional.of(state) : Optional.empty();
  }
}
