/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The straight ways of a message into the ring and out of it: where nothing has to be looked at or
 * done besides. They are what ring_place, ring_is_backed and ring_put, and ring_front and
 * ring_take, come to for most messages.
 */
#ifndef SHMQ_STRAIGHT_H
#define SHMQ_STRAIGHT_H

#include "copy.h"
#include "flow.h"
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

/* Takes a short message that is at the head itself, with room for it in the buffer, and stores its
 * length and whether a run or the queue ends with it. Returns whether it did. By who has the
 * consumers' end, where no message was ever removed. */
static HOT bool straight_get(const struct mapping *mapping, const struct flow *flow, void *buffer,
                             size_t capacity, uint64_t *length, bool *is_last) {
  const struct consumer_end *consumer = &mapping->segment->consumer;
  uint64_t head = atomic_load_explicit(&consumer->head, memory_order_relaxed);
  uint64_t gets = atomic_load_explicit(&consumer->gets, memory_order_relaxed);
  uint64_t word = load_word(mapping, head);
  *length = length_of(word);
  if (__builtin_expect(*length > COPY_SHORT_MAX || *length > capacity ||
                           !is_record(mapping, head, word) || sequence_of(word) != (uint32_t)gets,
                       0)) {
    return false;
  }
  uint64_t next = head + record_size(*length);
  copy_short_out(buffer, mapping->segment->ring + offset_of(mapping, head) + WORD_SIZE, *length);
  *is_last = flow_is_over(flow, next) || load_word(mapping, next) == 0;
  record_take(mapping, next, gets + 1);
  return true;
}

#endif
