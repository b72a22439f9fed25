/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import java.io.Serializable;

/**
 * How long a measurement takes.
 *
 * @param warmUpNanos time before the first window in nanoseconds
 * @param windowNanos length of a window in nanoseconds
 * @param windows number of windows that are to count
 * @param maxWindows number of windows after which those count that there are
 */
record Timing(long warmUpNanos, long windowNanos, int windows, int maxWindows)
    implements Serializable {
  private static final long serialVersionUID = 1;
}
