/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The account of the messages that were removed from the middle of the queue, where their records
 * stay until the head passes them. It is exact at every instant, whoever is killed: DESIGN.md,
 * section 3.
 */
#ifndef SHMQ_REMOVAL_H
#define SHMQ_REMOVAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "segment.h"

/* Numbers of messages since the queue was made. */
struct removals {
  uint64_t removed; /* from the middle */
  uint64_t passed;  /* of these, by the head */
};

/* True if a message was ever removed from the middle. */
static inline bool removal_ever(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->state.removals, memory_order_acquire) != 0;
}

/* The account as it is while the head is at this position. By who has either end, or none and then
 * looks whether the head is still there. */
struct removals removal_account(const struct mapping *mapping, uint64_t head);

/* How many of the removed messages are passed by the step of the head to this position. */
uint64_t removal_passed_by(const struct mapping *mapping, uint64_t head);

/* --- by who has the consumers' end, with the account as it is --- */

/* The record at this position is about to be marked as removed, which is counted with that store.
 */
void removal_announce(const struct mapping *mapping, const struct removals *account,
                      uint64_t position);

/* The head is about to step to `next` over `count` removed records, which are counted as passed
 * with that step. */
void removal_pass(const struct mapping *mapping, const struct removals *account, uint64_t next,
                  uint64_t count);

#endif
