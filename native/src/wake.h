/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Who is woken when something has changed. DESIGN.md, section 5. Each call belongs behind the
 * giving of the end at which the change was made.
 */
#ifndef SHMQ_WAKE_H
#define SHMQ_WAKE_H

#include <stdbool.h>

#include "condition.h"
#include "look.h"
#include "segment.h"

static inline void wake_consumer(const struct mapping *mapping) {
  condition_wake_one(&mapping->segment->state.not_empty, &mapping->segment->counters.get_wakes);
}

static inline void wake_producer(const struct mapping *mapping) {
  condition_wake_one(&mapping->segment->state.not_full, &mapping->segment->counters.put_wakes);
}

/* Whoever leaves something to do behind while consumers may be asleep wakes one more of them: the
 * one that was woken for it may be dead. */
static inline void wake_consumer_for_rest(const struct mapping *mapping) {
  if (condition_has_sleepers(&mapping->segment->state.not_empty) && look_for_work(mapping)) {
    wake_consumer(mapping);
  }
}

/* Whoever leaves room behind while producers may be asleep wakes one more of them: the one that was
 * woken for it may be dead, or too long for it. */
static inline void wake_producer_for_rest(const struct mapping *mapping) {
  if (condition_has_sleepers(&mapping->segment->state.not_full) && !look_if_full(mapping)) {
    wake_producer(mapping);
  }
}

/* After messages were put. */
static inline void wake_after_put(const struct mapping *mapping) {
  if (condition_has_sleepers(&mapping->segment->state.not_empty)) {
    wake_consumer(mapping);
  }
}

/* After messages were taken. */
static inline void wake_after_take(const struct mapping *mapping) {
  if (condition_has_sleepers(&mapping->segment->state.not_full)) {
    wake_producer(mapping);
  }
}

/* After a change that every sleeper should know of. */
static inline void wake_all(const struct mapping *mapping) {
  condition_wake_all(&mapping->segment->state.not_empty);
  condition_wake_all(&mapping->segment->state.not_full);
  condition_wake_all(&mapping->segment->tasks.all_done);
}

#endif
