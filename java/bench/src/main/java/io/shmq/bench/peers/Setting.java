/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.io.Serializable;

/**
 * What a system is to do in a measurement.
 *
 * @param work the work
 * @param waiting how it waits
 * @param messageBytes length of every message in bytes, a multiple of 8
 * @param producers number of producers
 * @param consumers number of consumers
 * @param capacityBytes capacity in bytes of a system that has one, a power of two
 */
public record Setting(
    Work work, Wait waiting, int messageBytes, int producers, int consumers, int capacityBytes)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Returns true if one sends and one receives. */
  public boolean isOneToOne() {
    return producers == 1 && consumers == 1;
  }
}
