/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.history;

import java.util.List;

/**
 * A call as it was seen from outside: from when to when it was under way, and what it may have done
 * in between.
 *
 * @param <S> type of the object's state
 * @param text what was called and what it returned, for people
 * @param begin stamp taken before the call
 * @param end stamp taken after it has returned, or {@link #NEVER}
 * @param ways sequences of steps: the call did all the steps of one of them, in order. One without
 *     steps means that it may have done nothing
 */
public record Call<S>(String text, long begin, long end, List<List<Step<S>>> ways) {
  /** The end of a call that has not returned, as when its process was killed. */
  public static final long NEVER = Long.MAX_VALUE;

  @Override
  public String toString() {
    return text + " [" + begin + ", " + (end == NEVER ? "never" : end) + "]";
  }
}
