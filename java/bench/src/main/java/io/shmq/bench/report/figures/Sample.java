/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

import io.shmq.bench.results.Measurement;

/**
 * A measurement and its round among all runs of a report.
 *
 * @param round the round
 * @param measurement the measurement
 */
public record Sample(Round round, Measurement measurement) {}
