/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a handle has of one end of the queue: a claim, or a section from one call to another.
 */
#ifndef SHMQ_GRIP_H
#define SHMQ_GRIP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "barrier.h"
#include "lock.h"
#include "place.h"
#include "segment.h"

enum end { PRODUCERS, CONSUMERS };
#define ENDS 2

struct grip {
  _Atomic bool claimed; /* the end is this handle's alone and needs no lock */
  /* The thread that is between reserve and commit, or peek and consume, or NULL. It has the end,
   * and what follows is its own. */
  _Atomic(const void *) section;
  struct place place; /* of the record that is reserved or looked at */
  uint64_t length;    /* of its payload: the most it may be, or what it is */
};

static inline pthread_mutex_t *end_mutex(const struct mapping *mapping, enum end end) {
  struct segment *segment = mapping->segment;
  return end == PRODUCERS ? &segment->producer.mutex : &segment->consumer.mutex;
}

static inline _Atomic uint32_t *end_marks(const struct mapping *mapping, enum end end) {
  return &mapping->segment->state.claimed[end];
}

/* Bits CLAIMED and LENT, or 0 if the end is nobody's but by its lock. */
static inline uint32_t end_marked(const struct mapping *mapping, enum end end) {
  return atomic_load_explicit(end_marks(mapping, end), memory_order_acquire);
}

static inline void end_mark(const struct mapping *mapping, enum end end, uint32_t marks) {
  atomic_fetch_or_explicit(end_marks(mapping, end), marks, memory_order_release);
}

/* Whoever sees that the marks are gone sees what was done before. */
static inline void end_unmark(const struct mapping *mapping, enum end end, uint32_t marks) {
  atomic_fetch_and_explicit(end_marks(mapping, end), ~marks, memory_order_release);
}

static inline bool grip_is_claimed(const struct grip *grip) {
  return atomic_load_explicit(&grip->claimed, memory_order_relaxed);
}

/* Set while the claimant is at work. */
static inline _Atomic uint32_t *end_busy(const struct mapping *mapping, enum end end) {
  struct segment *segment = mapping->segment;
  return end == PRODUCERS ? &segment->producer.busy : &segment->consumer.busy;
}

/* True if the claimant is at work, whichever thread of it that is. */
static inline bool grip_is_at_work(const struct mapping *mapping, enum end end) {
  return atomic_load_explicit(end_busy(mapping, end), memory_order_acquire) != 0;
}

/* Says that the claimant is at work. Returns true if it may be: if the end is not lent to another.
 */
static inline bool grip_go_to_work(const struct mapping *mapping, enum end end) {
  atomic_store_explicit(end_busy(mapping, end), 1, memory_order_relaxed);
  barrier_cheap(&barrier_everywhere);
  return (end_marked(mapping, end) & LENT) == 0;
}

/* Gives an end back that this thread has taken by its handle's claim. */
static inline void grip_give_claimed(const struct mapping *mapping, enum end end) {
  atomic_store_explicit(end_busy(mapping, end), 0, memory_order_release);
  barrier_cheap(&barrier_everywhere);
}

/* Gives an end back that this thread has taken, and orders every store before it before every load
 * after it: whoever looks at the sleepers' flag next relies on that. A claimant leaves it to those
 * who go to sleep to put the barrier between. */
static inline void grip_give(const struct grip *grip, const struct mapping *mapping, enum end end) {
  if (__builtin_expect(grip_is_claimed(grip), 0)) {
    grip_give_claimed(mapping, end);
  } else {
    lock_release(end_mutex(mapping, end));
  }
}

#endif
