/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import io.shmq.QueueBusyException;
import java.util.function.Supplier;

/** Calls that are to succeed, however busy the machine is and whatever else the thread is wanted for. */
final class Patience {
  private Patience() {}

  /** A call that waits. */
  interface Waiting<R> {
    /** Makes the call. */
    R call() throws InterruptedException;
  }

  /**
   * Makes a call again that could not have a lock in time, because who holds it has no processor now.
   * What that process is doing with the lock is brief.
   */
  static <R> R whileBusy(Supplier<R> call) {
    while (true) {
      try {
        return call.get();
      } catch (QueueBusyException e) {
        Thread.yield();
      }
    }
  }

  /** Makes a call again that was interrupted, and interrupts the thread when it is done. */
  static <R> R uninterrupted(Waiting<R> call) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return call.call();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
