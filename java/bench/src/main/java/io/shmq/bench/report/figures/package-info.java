/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Figures of several measurements: medians, ratios, and what they were measured at. */
package io.shmq.bench.report.figures;
