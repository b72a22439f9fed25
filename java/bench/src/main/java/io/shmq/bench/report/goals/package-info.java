/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What shmq is to reach beside its peers, and whether it did. */
package io.shmq.bench.report.goals;
