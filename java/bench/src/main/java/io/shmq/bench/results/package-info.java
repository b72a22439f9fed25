/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the benchmark measured, as it is kept in a file of JSON and read from it. */
package io.shmq.bench.results;
