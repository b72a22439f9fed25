/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a history is linearizable: whether the steps of all its calls can be put in one
 * order in which each happens between its call's begin and end, and finds a state in which it can
 * happen.
 *
 * <p>The search is that of Wing and Gong, with Lowe's memory: what has been tried from one place, which
 * is how far each thread is and the state, is not tried again. A place is a few numbers however long
 * the history is, and there are few of them where calls overlap little, so that nothing needs to be
 * cut.
 *
 * <p>Lincheck is not used: it decides about the order of the steps of Java code, by instrumenting it,
 * and sees neither those in C nor those of another process.
 *
 * @param <S> type of the state, which has {@code equals} and {@code hashCode} and does not change
 */
public final class Linearizability<S> {
  /** More than any history of the tests comes to, and few enough for the heap. */
  private static final int MAX_PLACES = 3_000_000;

  private static final int NO_WAY = -1;

  private final List<List<Call<S>>> threads;
  private final Set<Place> seen = new HashSet<>();
  private final Deque<Place> open = new ArrayDeque<>();
  private Place furthest;

  private Linearizability(List<List<Call<S>>> threads) {
    this.threads = threads;
  }

  /**
   * Checks a history.
   *
   * @param threads the calls of each thread, one after the other
   * @param initial the state before all of them
   * @throws AssertionError if it is not linearizable; the message shows the calls that do not fit
   */
  public static <S> void check(List<List<Call<S>>> threads, S initial) {
    Optional<String> violation = violation(threads, initial);
    if (violation.isPresent()) {
      throw new AssertionError(violation.get());
    }
  }

  /** Returns what does not fit in a history, or nothing if it is linearizable. */
  public static <S> Optional<String> violation(List<List<Call<S>>> threads, S initial) {
    for (List<Call<S>> calls : threads) {
      requireOneAfterTheOther(calls);
    }
    return new Linearizability<>(threads).search(initial);
  }

  private static <S> void requireOneAfterTheOther(List<Call<S>> calls) {
    long last = Long.MIN_VALUE;
    for (Call<S> call : calls) {
      if (call.begin() < last || call.end() < call.begin()) {
        throw new IllegalArgumentException("The calls of a thread overlap: " + calls);
      }
      last = call.end();
    }
  }

  private Optional<String> search(S initial) {
    Progress start = new Progress(0, NO_WAY, 0);
    Progress[] starts = new Progress[threads.size()];
    Arrays.fill(starts, start);
    furthest = new Place(List.of(starts), initial);
    visit(furthest);
    while (!open.isEmpty()) {
      Place place = open.pop();
      if (isEnd(place)) {
        return Optional.empty();
      }
      if (place.callsDone() > furthest.callsDone()) {
        furthest = place;
      }
      for (int thread = 0; thread < threads.size(); thread++) {
        advance(place, thread);
      }
    }
    return Optional.of(report());
  }

  private void visit(Place place) {
    if (seen.add(place)) {
      open.push(place);
    }
    if (seen.size() > MAX_PLACES) {
      throw new IllegalStateException(
          "The history has too many calls at the same time (places=" + seen.size() + ").");
    }
  }

  /** All calls that have returned are through; the others may do nothing more. */
  private boolean isEnd(Place place) {
    for (int thread = 0; thread < threads.size(); thread++) {
      Progress progress = place.threads().get(thread);
      for (int i = progress.call(); i < threads.get(thread).size(); i++) {
        if (threads.get(thread).get(i).end() != Call.NEVER) {
          return false;
        }
      }
    }
    return true;
  }

  /** Takes one step of the call that a thread is in, in every way there is. */
  private void advance(Place place, int thread) {
    Progress progress = place.threads().get(thread);
    if (progress.call() == threads.get(thread).size()) {
      return;
    }
    Call<S> call = threads.get(thread).get(progress.call());
    if (mustFollowAnother(place, thread, call)) {
      return;
    }
    if (progress.way() != NO_WAY) {
      step(place, thread, call, progress);
      return;
    }
    for (int way = 0; way < call.ways().size(); way++) {
      step(place, thread, call, new Progress(progress.call(), way, 0));
    }
  }

  /** True if a call that is not through had returned before this one began. */
  private boolean mustFollowAnother(Place place, int thread, Call<S> call) {
    for (int other = 0; other < threads.size(); other++) {
      int next = place.threads().get(other).call();
      if (other != thread
          && next < threads.get(other).size()
          && threads.get(other).get(next).end() < call.begin()) {
        return true;
      }
    }
    return false;
  }

  private void step(Place place, int thread, Call<S> call, Progress progress) {
    List<Step<S>> steps = call.ways().get(progress.way());
    if (steps.isEmpty()) {
      visit(place.with(thread, progress.nextCall(), place.state()));
      return;
    }
    @SuppressWarnings("unchecked") // a place has no other state than those of these steps
    Optional<S> state = steps.get(progress.step()).from((S) place.state());
    if (state.isPresent()) {
      boolean isLast = progress.step() + 1 == steps.size();
      visit(place.with(thread, isLast ? progress.nextCall() : progress.nextStep(), state.get()));
    }
  }

  private String report() {
    StringBuilder text =
        new StringBuilder("The history is not linearizable. One order that goes far"
            + " ends in the state " + furthest.state() + ", from where no call goes on:");
    for (int thread = 0; thread < threads.size(); thread++) {
      List<Call<S>> calls = threads.get(thread);
      int next = furthest.threads().get(thread).call();
      text.append("\n  thread ").append(thread).append(", calls=").append(calls.size());
      for (int i = Math.max(0, next - 4); i < Math.min(calls.size(), next + 3); i++) {
        text.append(i == next ? "\n  > " : "\n    ").append(calls.get(i));
      }
    }
    return text.toString();
  }

  /** How far a thread is: the call it is in, the way it goes there, and the next step. */
  private record Progress(int call, int way, int step) {
    Progress nextCall() {
      return new Progress(call + 1, NO_WAY, 0);
    }

    Progress nextStep() {
      return new Progress(call, way, step + 1);
    }
  }

  private record Place(List<Progress> threads, Object state) {
    Place with(int thread, Progress progress, Object next) {
      List<Progress> changed = new ArrayList<>(threads);
      changed.set(thread, progress);
      return new Place(changed, next);
    }

    int callsDone() {
      return threads.stream().mapToInt(Progress::call).sum();
    }
  }
}
