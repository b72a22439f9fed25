/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A queue between processes on one Linux host, over shared memory.
 *
 * <p>{@link io.shmq.SharedQueue} is the type to begin with; a {@link io.shmq.Codec} says how its
 * elements become bytes; everything that can go wrong is an {@link io.shmq.QueueException}.
 */
package io.shmq;
