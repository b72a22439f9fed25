/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process-shared condition variable on a futex, which the kernel forgets with the process that
 * waits on it. DESIGN.md, section 5, has the argument why no wake-up is lost.
 *
 * A sleeper: ticket = condition_prepare(); looks at its predicate once more; condition_sleep().
 * A waker: makes the predicate true; a store-load barrier; condition_wake_one().
 */
#ifndef SHMQ_CONDITION_H
#define SHMQ_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "layout.h"

/* Announces a sleeper. The predicate must be looked at after this and before condition_sleep. */
static inline uint32_t condition_prepare(struct condition *condition) {
  /* The sequence before the flag: a waker clears the flag before it moves the sequence, so a flag
   * that it clears under us belongs to a ticket that is no longer good. */
  uint32_t ticket = atomic_load_explicit(&condition->sequence, memory_order_seq_cst);
  atomic_store_explicit(&condition->sleepers, 1, memory_order_seq_cst);
  atomic_thread_fence(memory_order_seq_cst);
  return ticket;
}

/* Sleeps until a signal that came after the ticket, the deadline, or a signal handler. Whatever it
 * was, the sleeper starts again with condition_prepare: it tells wakers that there may be others.
 * Returns -ETIMEDOUT if it was the deadline, else 0. */
int condition_sleep(struct condition *condition, uint32_t ticket, int64_t deadline);

static inline bool condition_has_sleepers(struct condition *condition) {
  return atomic_load_explicit(&condition->sleepers, memory_order_relaxed) != 0;
}

/* Wakes a sleeper, if there is one, and counts that in *wakes. Not under a lock: it is a system
 * call. */
void condition_wake_one(struct condition *condition, _Atomic uint64_t *wakes);

/* Wakes every sleeper, whether or not its flag was seen. */
void condition_wake_all(struct condition *condition);

#endif
