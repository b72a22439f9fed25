/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.planted;

import io.shmq.SharedQueue;
import org.checkerframework.checker.mustcall.qual.Owning;

/** Takes a queue over, and never closes it. */
final class Owner {
  // error: rlccalledmethods:required.method.not.called
  private final @Owning SharedQueue<String> queue;

  Owner(@Owning SharedQueue<String> queue) {
    this.queue = queue;
  }

  int qsize() {
    return queue.qsize();
  }
}
