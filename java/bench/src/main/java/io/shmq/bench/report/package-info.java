/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The report of the benchmark against peers: a page of HTML with its plots. */
package io.shmq.bench.report;
