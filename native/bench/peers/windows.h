/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Measures what goes on between two processors in windows, and counts only those in which little
 * else ran.
 */
#ifndef SHMQ_PEERS_WINDOWS_H
#define SHMQ_PEERS_WINDOWS_H

#include "crew.h"

/* Warms up and measures the running crew; what `progress` has received is what is counted. Fills in
 * rate, latencies and windows of the result. No window ends without a message. Returns false if the
 * crew failed, or nothing came. */
bool measure_windows(struct crew *crew, const struct participant *progress, double seconds,
                     struct result *result);

#endif
