/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * How far the two processors are from each other. On a virtual machine that changes.
 */
#ifndef SHMQ_PEERS_DISTANCE_H
#define SHMQ_PEERS_DISTANCE_H

/* Returns how long a bare cache line takes to and fro between the two, in nanoseconds, or 0 if
 * that could not be measured. Takes some 20 ms. */
double measure_distance(void);

#endif
