/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Remembers the scratch of the thread that uses one end of a queue. Most ends have one thread: to
 * look whether it is the calling one costs a third of asking for what belongs to the thread.
 */
final class ScratchShelf {
  /** Set by the first thread, and not again while that lives: many threads would fight over it. */
  private @Nullable Scratch first;

  /** Returns a scratch that nobody uses; {@link Scratch#release} gives it back. */
  Scratch take() {
    // Without a lock: a thread sees a scratch as its own only if it has made it itself.
    Scratch known = first;
    if (known != null && known.takeIfOwn()) {
      return known;
    }
    Scratch taken = Scratch.take();
    if (known == null || known.isOrphan()) {
      first = taken;
    }
    return taken;
  }
}
