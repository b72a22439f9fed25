/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/**
 * A system and what it is to do.
 *
 * @param system the system
 * @param setting what it is to do
 */
record Contest(PeerSystem system, Setting setting) {
  @Override
  public String toString() {
    return system.name() + ": " + setting;
  }
}
