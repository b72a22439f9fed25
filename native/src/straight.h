/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The straight way of a message into the ring: where nothing has to be looked at or done first. It
 * is what ring_place, ring_is_backed and ring_put come to for one message of many.
 */
#ifndef SHMQ_STRAIGHT_H
#define SHMQ_STRAIGHT_H

#include "copy.h"
#include "inline.h"
#include "record.h"

/* How far the way is straight, as was found when a producer last looked. Whatever others do, it
 * stays so: consumers only make more room, and positions and counts only rise. By who has the
 * producers' end. */
struct straight {
  uint64_t until; /* position up to which records have room and nothing is due */
  uint64_t puts;  /* number of messages up to which they have */
};

/* Puts the message by this copy function if the way is straight. Returns whether it did. */
static HOT bool straight_put(const struct mapping *mapping, const struct straight *straight,
                             const void *data, uint64_t length,
                             void (*copy)(void *to, const void *from, size_t length)) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t tail = atomic_load_explicit(&producer->tail, memory_order_relaxed);
  uint64_t puts = atomic_load_explicit(&producer->puts, memory_order_relaxed);
  uint64_t next = tail + record_size(length);
  uint64_t begin = offset_of(mapping, tail);
  /* Behind the terminator, which is to follow in this lap: then there is no padding either. */
  uint64_t end = begin + record_size(length) + WORD_SIZE;
  if (__builtin_expect(next > straight->until || puts >= straight->puts ||
                           end > producer->reserved || end > mapping->ring_size,
                       0)) {
    return false;
  }
  uint8_t *record = mapping->segment->ring + begin;
  copy(record + WORD_SIZE, data, length);
  record_commit(mapping, tail, record_word(puts, length), next, puts + 1);
  return true;
}

#endif
