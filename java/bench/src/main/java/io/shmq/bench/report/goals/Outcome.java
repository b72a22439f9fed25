/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.goals;

import io.shmq.bench.report.figures.Spread;
import java.util.Optional;

/**
 * What came of a goal.
 *
 * @param topic what the goal is about
 * @param text what is compared
 * @param ours our side
 * @param theirs the other side; empty if there is none
 * @param bound what the ratio must be, as text
 * @param verdict whether it is
 * @param ratio the ratio, or the figure itself, unless it was not measured
 * @param note why it was not measured, or what to know of the ratio; empty if there is nothing
 */
public record Outcome(
    String topic,
    String text,
    String ours,
    String theirs,
    String bound,
    Verdict verdict,
    Optional<Spread> ratio,
    String note) {}
