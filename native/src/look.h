/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What can be seen of the ring by whoever has neither end. Each answer was true at some moment
 * during the call, whoever else is at work or died. DESIGN.md, section 3.
 */
#ifndef SHMQ_LOOK_H
#define SHMQ_LOOK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "segment.h"

/* Position behind what was put, or some way before it while that goes on. */
static inline uint64_t look_at_tail(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->producer.tail, memory_order_acquire);
}

/* How far the queue is shut down. */
static inline uint32_t look_at_shutdown(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->state.shutdown, memory_order_acquire);
}

/* True if there is a message that a get would find. */
bool look_for_message(const struct mapping *mapping);

/* True if there is a record, of a message or of one that was removed. */
bool look_for_record(const struct mapping *mapping);

/* True if to look at the head costs less than to take the consumers' end. */
bool look_is_cheap(const struct mapping *mapping);

/* True if there is a message, or padding or what was removed to go over: something for a consumer
 * to do. */
bool look_for_work(const struct mapping *mapping);

/* The word at this position, a multiple of 8: garbage if its record was taken meanwhile. */
uint64_t look_at_word(const struct mapping *mapping, uint64_t position);

/* Number of messages. */
uint64_t look_at_count(const struct mapping *mapping);

/* Number of messages ever put. */
uint64_t look_at_puts(const struct mapping *mapping);

/* Bytes of the ring that are in use. */
uint64_t look_at_bytes(const struct mapping *mapping);

/* True if a message of no bytes would find no room. */
bool look_if_full(const struct mapping *mapping);

/* A number that rises whenever messages are taken or removed; and whether it is another by now. */
uint64_t look_at_progress(const struct mapping *mapping);
bool look_for_progress(const struct mapping *mapping, uint64_t progress);

#endif
