/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whether messages come in a stream. A consumer that keeps pace with a producer takes from it, with
 * each look, the line that it is about to write: both then go from line to line at the speed at
 * which these travel. If it leaves the producer alone for a moment they both work in their own
 * caches, and it finds many messages at once: a run. At the end of the run it does not go after the
 * producer, which is some way ahead by then, but leaves it alone again. Who waits for one message
 * must not be kept waiting for that: a pause is made only as long as pauses are found to bring
 * many.
 */
#ifndef SHMQ_FLOW_H
#define SHMQ_FLOW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define FLOW_NO_RUN UINT64_MAX

/* Shared by the threads of a handle without a lock: it is only ever a guess. */
struct flow {
  _Atomic bool is_due;       /* a pause */
  _Atomic uint64_t until;    /* position at which a run ends; FLOW_NO_RUN: at the queue's end */
  _Atomic uint64_t taken;    /* messages ever taken from the queue, when a run last ended */
  _Atomic uint32_t interval; /* one in so many times that a few were found a pause is tried */
  _Atomic uint32_t times;    /* left until then */
};

void flow_init(struct flow *flow);

/* The run or the queue was seen to end, up to where so many messages were ever put: notes whether a
 * pause is due before the next look. */
void flow_end(struct flow *flow, uint64_t taken);

/* True if who has taken everything before this position has come to the end of a run. */
static inline bool flow_is_over(const struct flow *flow, uint64_t position) {
  return position >= atomic_load_explicit(&flow->until, memory_order_relaxed);
}

static inline bool flow_is_due(const struct flow *flow) {
  return atomic_load_explicit(&flow->is_due, memory_order_relaxed);
}

/* Makes the pause: some microseconds. */
void flow_pause(struct flow *flow);

/* After the pause: what is there now is a run, which ends at this position. */
static inline void flow_begin(struct flow *flow, uint64_t position) {
  atomic_store_explicit(&flow->until, position, memory_order_relaxed);
}

static inline bool flow_has_run(const struct flow *flow) {
  return atomic_load_explicit(&flow->until, memory_order_relaxed) != FLOW_NO_RUN;
}

#endif
