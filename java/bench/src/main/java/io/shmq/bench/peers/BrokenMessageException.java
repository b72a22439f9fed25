/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/** A message that is not the one that was sent, or not in its turn. */
public final class BrokenMessageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenMessageException(String what, long received, long expected, long found) {
    super(what
        + " (received before="
        + received
        + ", expected="
        + expected
        + ", found="
        + found
        + "): the system loses, doubles, reorders or damages messages; its figures count for"
        + " nothing.");
  }
}
