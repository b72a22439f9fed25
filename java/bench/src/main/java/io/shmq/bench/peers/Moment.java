/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

/**
 * What the counters say at one time.
 *
 * @param nanos the time in nanoseconds
 * @param received messages received until then
 * @param busyTicks processor time that anybody used until then, in ticks
 * @param ownTicks the part of it that the participants used, in ticks
 */
record Moment(long nanos, long received, long busyTicks, long ownTicks) {}
