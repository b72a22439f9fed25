/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a put and a get cost in Java, over every binding, and what the same costs in C. */
package io.shmq.bench;
