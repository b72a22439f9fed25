/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import io.shmq.bench.results.Latency;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What was measured.
 *
 * @param selection the windows that count
 * @param latency how long round trips took, or null if there were none
 * @param intervalNanos the time from one round trip's start to the next one's in nanoseconds, 0 if
 *     each started when the one before had ended, or null if there were none
 * @param processorShare what an idle consumer used of a processor, or null if none was idle
 */
record Figures(
    Selection selection,
    @Nullable Latency latency,
    @Nullable Double intervalNanos,
    @Nullable Double processorShare) {}
