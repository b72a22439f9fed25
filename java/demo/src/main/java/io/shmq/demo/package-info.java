/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Three programs that show the queue at work: within one process, between two child processes, and
 * between the workers of a pool; and one that shows how far a pool is with its tasks. {@link
 * io.shmq.demo.Demo} is the main class.
 */
package io.shmq.demo;
