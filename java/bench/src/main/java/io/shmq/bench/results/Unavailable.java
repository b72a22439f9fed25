/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.results;

/**
 * A system that could not be measured.
 *
 * @param system its name
 * @param reason why not, as a sentence or a part of one
 */
public record Unavailable(String system, String reason) {}
