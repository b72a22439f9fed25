/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.util.Comparator;
import java.util.List;

/**
 * The windows that count.
 *
 * @param windows those windows
 * @param quiet how many windows were quiet
 * @param discarded how many were not
 * @param isNoisy true if some that were not quiet count, for want of others
 */
record Selection(List<Window> windows, int quiet, int discarded, boolean isNoisy) {
  /** Chooses among windows: the quiet ones, or if they are too few, those with the least noise. */
  static Selection of(List<Window> all, int wanted) {
    List<Window> quiet = all.stream().filter(Window::isQuiet).toList();
    int discarded = all.size() - quiet.size();
    if (quiet.size() >= wanted) {
      return new Selection(quiet, quiet.size(), discarded, false);
    }
    List<Window> least = all.stream()
        .sorted(Comparator.comparingDouble(Window::otherShare))
        .limit(wanted)
        .toList();
    return new Selection(least, quiet.size(), discarded, true);
  }

  boolean has(int number) {
    return windows.stream().anyMatch(window -> window.number() == number);
  }

  long messages() {
    return windows.stream().mapToLong(Window::messages).sum();
  }

  double seconds() {
    return windows.stream().mapToLong(Window::nanos).sum() / 1e9;
  }
}
