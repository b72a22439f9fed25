/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.pool;

/**
 * What is said about two measurements.
 *
 * @param dividend name of the one
 * @param divisor name of the other
 * @param meaning what the ratio of their times tells, and how large it should be
 */
record Ratio(String dividend, String divisor, String meaning) {}
