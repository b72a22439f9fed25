/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Programs that the tests start as child processes. */
package io.shmq.tests;
