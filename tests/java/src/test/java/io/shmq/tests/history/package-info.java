/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Histories of calls, what they promise, and whether they have kept it. */
package io.shmq.tests.history;
