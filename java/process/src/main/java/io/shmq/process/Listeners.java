/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

/** What a listener is told. */
final class Listeners {
  private Listeners() {}

  /** Tells a listener of an event; its exceptions are its own. */
  static void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      Uncaught.handle(e);
    }
  }
}
