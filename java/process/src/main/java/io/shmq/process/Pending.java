/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;

/** A task without an answer yet. Either of its methods is called once. */
abstract class Pending {
  private final int size;

  /**
   * Creates one.
   *
   * @param size how many tasks it is in the eyes of the user
   */
  Pending(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /**
   * Takes the results.
   *
   * @param answer has them next
   * @param objects reads what is serialized among them
   */
  abstract void succeed(Packet answer, RemoteObjects objects)
      throws IOException, ClassNotFoundException;

  /** Takes the reason why there are none. */
  abstract void fail(Throwable reason);
}
