/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.Serializable;

/**
 * What a process of a measurement is told.
 *
 * @param system name of the system
 * @param role what the process does
 * @param setting what the system is to do
 * @param folder the measurement's folder
 * @param processors the processors of the sender and of the receiver
 * @param timing how long things take
 */
record Task(
    String system,
    Role role,
    Setting setting,
    String folder,
    ProcessorPair processors,
    Timing timing)
    implements Serializable {
  private static final long serialVersionUID = 1;
}
