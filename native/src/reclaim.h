/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * When memory goes back that a drained queue does not need. DESIGN.md, section 9.
 */
#ifndef SHMQ_RECLAIM_H
#define SHMQ_RECLAIM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "handle.h"
#include "place.h"

/* True if there may be memory to give back. */
static inline bool reclaim_is_possible(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->state.extended, memory_order_relaxed) != 0;
}

/* By a consumer that holds no end and found or left the queue empty: gives all back, unless that
 * was done a moment ago. */
void reclaim_after_drain(struct handle *handle);

/* By a consumer that is about to sleep, after a moment in which nothing happened or without one:
 * gives back what it can until the deadline. Returns whether there is more to give back after such
 * a moment. */
bool reclaim_while_idle(struct handle *handle, int64_t deadline, bool is_long);

#endif
