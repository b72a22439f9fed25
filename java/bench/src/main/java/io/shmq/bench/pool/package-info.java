/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a task of a pool and the start of a worker cost, beside what they are made of, and Python. */
package io.shmq.bench.pool;
