/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What Flight Recorder is told. Nobody but shmq itself uses this package. */
package io.shmq.jfr;
