/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The systems that the benchmark measures, one class each. */
package io.shmq.bench.peers.systems;
