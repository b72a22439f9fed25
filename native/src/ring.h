/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The ring of records: what happens under the two locks, step by step in an order in which every
 * prefix is a sound state. DESIGN.md, section 3, has the argument for every step.
 */
#ifndef SHMQ_RING_H
#define SHMQ_RING_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "segment.h"

/* Where the next record goes. */
struct place {
  uint64_t tail;    /* position of the terminator that the record, or its padding, replaces */
  uint64_t offset;  /* of the record in the ring */
  uint64_t padding; /* bytes from the tail to the ring's end that the record leaves unused */
};

/* Bytes of a ring of this size that are backed by memory from the start. */
uint64_t ring_first_reserve(uint64_t ring_size);

/* Makes the empty ring of a segment that nobody else knows yet. */
void ring_init(const struct mapping *mapping);

/* Length of the longest message that fits, in bytes. */
uint64_t ring_max_length(const struct mapping *mapping);

/* --- without a lock --- */

/* True if there is a message that a get would find. Exact: true or false at some moment during the
 * call, whoever else is at work or died. */
bool ring_has_message(const struct mapping *mapping);

/* Number of messages, exact in the same sense. */
uint64_t ring_count(const struct mapping *mapping);

/* True if a message of no bytes would find no room. */
bool ring_is_full(const struct mapping *mapping);

/* True if the consumers have come further than to this position. */
bool ring_has_progress(const struct mapping *mapping, uint64_t head_then);

/* --- under the producer lock --- */

/* Finds room for a message of `length` bytes. Returns 0; -EAGAIN if there is none, with the head as
 * it was then in *head_then; -EBUSY if the room can be had only by starting the ring again at its
 * beginning and the consumer lock, briefly tried for, is taken; -EPROTO if the ring is damaged. */
int ring_place(const struct mapping *mapping, uint64_t length, struct place *place,
               uint64_t *head_then);

/* True if the place is backed by memory; ring_reserve makes it so, or returns -ENOSPC. */
bool ring_is_reserved(const struct mapping *mapping, const struct place *place, uint64_t length);
int ring_reserve(const struct mapping *mapping, const struct place *place, uint64_t length);

/* Writes the message to a place that is reserved, and commits it. */
void ring_put(const struct mapping *mapping, const struct place *place, const void *data,
              uint64_t length);

/* --- under the consumer lock --- */

/* Copies the oldest message out and then takes it. Returns its length; if that is larger than
 * `capacity`, nothing was done. -EAGAIN if there is none, -EPROTO if the ring is damaged. */
ssize_t ring_get(const struct mapping *mapping, void *buffer, uint64_t capacity);

#endif
