/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Records and commit words in the mapped ring.
 */
#ifndef SHMQ_RECORD_H
#define SHMQ_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "layout.h"
#include "segment.h"

/* The terminator takes one word that no record may use. */
static inline uint64_t usable(const struct mapping *mapping) {
  return mapping->ring_size - WORD_SIZE;
}

static inline uint64_t record_size(uint64_t length) {
  return WORD_SIZE + ((length + WORD_SIZE - 1) & ~(WORD_SIZE - 1));
}

static inline uint64_t offset_of(const struct mapping *mapping, uint64_t position) {
  return position & mapping->offset_mask;
}

/* Bytes from the position to the ring's end. */
static inline uint64_t to_end(const struct mapping *mapping, uint64_t position) {
  return mapping->ring_size - offset_of(mapping, position);
}

static inline _Atomic uint64_t *word_at(const struct mapping *mapping, uint64_t position) {
  return (_Atomic uint64_t *)(void *)(mapping->segment->ring + offset_of(mapping, position));
}

static inline uint64_t load_word(const struct mapping *mapping, uint64_t position) {
  return atomic_load_explicit(word_at(mapping, position), memory_order_acquire);
}

static inline void store_word(const struct mapping *mapping, uint64_t position, uint64_t word) {
  atomic_store_explicit(word_at(mapping, position), word, memory_order_relaxed);
}

static inline bool is_padding(uint64_t word) {
  return (word & (COMMITTED | PADDING)) == (COMMITTED | PADDING);
}

/* True if the word is that of a message that was removed. */
static inline bool is_removed(uint64_t word) {
  return (word & (COMMITTED | PADDING)) == PADDING;
}

static inline uint32_t sequence_of(uint64_t word) {
  return (uint32_t)(word >> 32);
}

static inline uint64_t length_of(uint64_t word) {
  return word & LENGTH_MAX;
}

static inline uint64_t record_word(uint64_t sequence, uint64_t length) {
  return sequence << 32 | COMMITTED | length;
}

static inline uint64_t padding_word(uint64_t sequence) {
  return sequence << 32 | COMMITTED | PADDING;
}

/* The word of the record when its message is removed. */
static inline uint64_t removed_word(uint64_t word) {
  return word ^ (COMMITTED | PADDING);
}

/* True if a record with this word, of a message, has room at this position. */
static inline bool has_room_for(const struct mapping *mapping, uint64_t position, uint64_t word) {
  return record_size(length_of(word)) <= to_end(mapping, position) &&
         record_size(length_of(word)) <= usable(mapping);
}

/* True if the word can be that of a message's record at this position. */
static inline bool is_record(const struct mapping *mapping, uint64_t position, uint64_t word) {
  return (word & (COMMITTED | PADDING)) == COMMITTED && has_room_for(mapping, position, word);
}

/* As is_record, the message removed or not. */
static inline bool is_record_or_removed(const struct mapping *mapping, uint64_t position,
                                        uint64_t word) {
  return is_record(mapping, position, word) ||
         (is_removed(word) && has_room_for(mapping, position, word));
}

/* Commits records, all whole but for this word, the first's, that begin at `tail` and end at
 * `next`: with them `puts` messages were put. By who has the producers' end. */
static inline void record_commit(const struct mapping *mapping, uint64_t tail, uint64_t word,
                                 uint64_t next, uint64_t puts) {
  struct producer_end *producer = &mapping->segment->producer;
  store_word(mapping, next, 0);
  atomic_store_explicit(&producer->puts_next, puts, memory_order_release);
  /* The commit point: with this store the messages exist. */
  atomic_store_explicit(word_at(mapping, tail), word, memory_order_release);
  atomic_store_explicit(&producer->puts, puts, memory_order_release);
  atomic_store_explicit(&producer->tail, next, memory_order_release);
}

/* Moves the head to `next`, and with it over all messages before the one numbered `gets`. By who
 * has the consumers' end. */
static inline void record_take(const struct mapping *mapping, uint64_t next, uint64_t gets) {
  struct consumer_end *consumer = &mapping->segment->consumer;
  /* Recovery sees by gets_next that a get was under way, and by the word at the head whether the
   * head had moved. */
  consumer->gets_next = gets;
  atomic_signal_fence(memory_order_seq_cst);
  /* The messages are taken with this store; their bytes may be overwritten from now on. */
  atomic_store_explicit(&consumer->head, next, memory_order_release);
  atomic_store_explicit(&consumer->gets, gets, memory_order_release);
}

#endif
