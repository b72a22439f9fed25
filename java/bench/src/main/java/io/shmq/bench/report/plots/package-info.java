/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The plots of a report. */
package io.shmq.bench.report.plots;
