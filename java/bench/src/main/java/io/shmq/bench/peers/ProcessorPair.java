/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.Serializable;

/**
 * Two processors.
 *
 * @param sender number of the one that the sender runs on
 * @param receiver number of the one that the receiver runs on
 */
record ProcessorPair(int sender, int receiver) implements Serializable {
  private static final long serialVersionUID = 1;
}
