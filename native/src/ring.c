/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ring.h"

#include <errno.h>
#include <string.h>

#include "lock.h"
#include "memory.h"
#include "record.h"
#include "recovery.h"

/* A queue that is mostly drained stays within this many bytes of the ring's beginning, which fit
 * the processor's second-level cache, however large the ring is. */
#define WINDOW (UINT64_C(256) << 10)

/* A producer that could not start again at the beginning tries once more after so many bytes. */
#define REWIND_RETRY (WINDOW / 8)

#define CACHE_LINE 64

/* Counting is repeated while consumers overtake it; after so many times a count of messages that
 * rush by is as good as any. */
#define COUNT_TRIES 16

uint64_t ring_first_reserve(uint64_t ring_size) {
  return ring_size < RESERVE_STEP ? ring_size : RESERVE_STEP;
}

void ring_init(const struct mapping *mapping) {
  mapping->segment->producer.rewind_at = WINDOW;
  mapping->segment->producer.reserved = ring_first_reserve(mapping->ring_size);
}

uint64_t ring_max_length(const struct mapping *mapping) {
  uint64_t longest = usable(mapping) - WORD_SIZE;
  return longest < LENGTH_MAX ? longest : LENGTH_MAX;
}

/* --- without a lock --- */

/* The commit word of the record at this position, behind the padding if there is some; 0 if there
 * is no record yet. */
static uint64_t record_word_at(const struct mapping *mapping, uint64_t position) {
  uint64_t word = load_word(mapping, position);
  return is_padding(word) ? load_word(mapping, position + to_end(mapping, position)) : word;
}

static uint64_t load_head(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->consumer.head, memory_order_acquire);
}

bool ring_has_message(const struct mapping *mapping) {
  for (uint64_t head = load_head(mapping);;) {
    uint64_t word = record_word_at(mapping, head);
    /* Positions never come back: if the head is still the same, this was its word. */
    uint64_t again = load_head(mapping);
    if (again == head) {
      if (word != 0) {
        /* The rest of a small message is on its way while the lock is taken. */
        __builtin_prefetch(mapping->segment->ring + offset_of(mapping, head + CACHE_LINE));
      }
      return word != 0;
    }
    head = again;
  }
}

/* Number of messages ever put, those included that are committed and not yet counted. */
static uint64_t puts_committed(const struct mapping *mapping) {
  const struct producer_end *producer = &mapping->segment->producer;
  uint64_t tail = atomic_load_explicit(&producer->tail, memory_order_acquire);
  uint64_t puts = atomic_load_explicit(&producer->puts, memory_order_acquire);
  uint64_t word = record_word_at(mapping, tail);
  return puts + (word != 0 && sequence_of(word) == (uint32_t)puts);
}

uint64_t ring_count(const struct mapping *mapping) {
  /* From the commit words at both ends and not from puts - gets: exact also while somebody is
   * between a commit and its count, or died there. */
  uint64_t count = 0;
  uint64_t head = load_head(mapping);
  for (int tries = 0; tries < COUNT_TRIES; tries++) {
    uint64_t word = record_word_at(mapping, head);
    uint64_t puts = puts_committed(mapping);
    count = word == 0 ? 0 : (uint32_t)puts - sequence_of(word);
    uint64_t again = load_head(mapping);
    if (again == head) {
      break;
    }
    head = again;
  }
  return mapping->max_messages > 0 && count > mapping->max_messages ? mapping->max_messages : count;
}

bool ring_is_full(const struct mapping *mapping) {
  uint64_t count = ring_count(mapping);
  if (count == 0) {
    return false;
  }
  uint64_t head = load_head(mapping);
  uint64_t tail = atomic_load_explicit(&mapping->segment->producer.tail, memory_order_acquire);
  /* Read without the locks, the head may be ahead of the tail. */
  bool bytes_full = tail >= head && tail - head + record_size(0) > usable(mapping);
  return bytes_full || (mapping->max_messages > 0 && count >= mapping->max_messages);
}

bool ring_has_progress(const struct mapping *mapping, uint64_t head_then) {
  return load_head(mapping) != head_then;
}

/* --- under the producer lock --- */

/* In an empty ring, moves tail and head to the ring's beginning. Returns 0, also if the ring was
 * not empty; -EBUSY if the consumer lock is taken. */
static int rewind_if_empty(const struct mapping *mapping) {
  struct producer_end *producer = &mapping->segment->producer;
  struct consumer_end *consumer = &mapping->segment->consumer;
  uint64_t tail = atomic_load_explicit(&producer->tail, memory_order_relaxed);
  producer->rewind_at = tail + REWIND_RETRY;
  if (ring_has_message(mapping)) {
    return 0;
  }
  int result = lock_try_briefly(&consumer->mutex);
  if (result < 0) {
    return result;
  }
  if (result == LOCK_OWNER_DIED) {
    result = recover_consumer(mapping);
    if (result != 0) {
      return result;
    }
  }
  /* Still empty: only producers add, and we are the one. What lies between head and tail is
   * padding. */
  if (offset_of(mapping, tail) != 0) {
    uint64_t beginning = tail + to_end(mapping, tail);
    uint64_t puts = atomic_load_explicit(&producer->puts, memory_order_relaxed);
    atomic_store_explicit(word_at(mapping, beginning), 0, memory_order_relaxed);
    atomic_store_explicit(word_at(mapping, tail), padding_word(puts), memory_order_release);
    tail = beginning;
    atomic_store_explicit(&producer->tail, tail, memory_order_release);
  }
  atomic_store_explicit(&consumer->head, tail, memory_order_release);
  producer->head_seen = tail;
  producer->rewind_at = tail + WINDOW;
  lock_release(&consumer->mutex);
  return 0;
}

/* Looks how far the consumers have come. The number of messages taken is read off the oldest record
 * and not off the consumers' count, which lags for as long as nobody repairs what a consumer left
 * that died between its two steps. */
static void look_at_consumers(const struct mapping *mapping, uint64_t puts) {
  struct producer_end *producer = &mapping->segment->producer;
  producer->head_seen = load_head(mapping);
  uint64_t word = record_word_at(mapping, producer->head_seen);
  producer->gets_seen = word == 0 ? puts : puts - (uint32_t)((uint32_t)puts - sequence_of(word));
}

static bool has_room(const struct mapping *mapping, uint64_t puts, uint64_t end) {
  const struct producer_end *producer = &mapping->segment->producer;
  return (mapping->max_messages == 0 || puts - producer->gets_seen < mapping->max_messages) &&
         end - producer->head_seen <= usable(mapping);
}

static struct place place_at(const struct mapping *mapping, uint64_t tail, uint64_t size) {
  uint64_t rest = to_end(mapping, tail);
  if (size <= rest) {
    return (struct place){.tail = tail, .offset = offset_of(mapping, tail)};
  }
  return (struct place){.tail = tail, .offset = 0, .padding = rest};
}

int ring_place(const struct mapping *mapping, uint64_t length, struct place *place,
               uint64_t *head_then) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t size = record_size(length);
  uint64_t tail = atomic_load_explicit(&producer->tail, memory_order_relaxed);
  if (tail >= producer->rewind_at && mapping->ring_size > WINDOW) {
    /* Only to stay in the cache: if it cannot be done now, the ring goes on. */
    (void)rewind_if_empty(mapping);
    tail = atomic_load_explicit(&producer->tail, memory_order_relaxed);
  }
  uint64_t puts = atomic_load_explicit(&producer->puts, memory_order_relaxed);
  *place = place_at(mapping, tail, size);
  uint64_t end = tail + place->padding + size;
  if (has_room(mapping, puts, end)) {
    return 0;
  }
  look_at_consumers(mapping, puts);
  if (has_room(mapping, puts, end)) {
    return 0;
  }
  *head_then = producer->head_seen;
  if (tail - producer->head_seen > usable(mapping)) {
    return -EPROTO;
  }
  if (producer->gets_seen != puts) {
    return -EAGAIN;
  }
  /* Nothing but padding is in the way of a message that fits an empty ring. */
  int result = rewind_if_empty(mapping);
  if (result != 0) {
    return result;
  }
  *place = place_at(mapping, atomic_load_explicit(&producer->tail, memory_order_relaxed), size);
  return has_room(mapping, puts, place->tail + size) ? 0 : -EPROTO;
}

/* Offset in the ring behind the record and the terminator that follows it. */
static uint64_t place_end(const struct mapping *mapping, const struct place *place,
                          uint64_t length) {
  uint64_t end = place->offset + record_size(length) + WORD_SIZE;
  return end < mapping->ring_size ? end : mapping->ring_size;
}

bool ring_is_reserved(const struct mapping *mapping, const struct place *place, uint64_t length) {
  return place_end(mapping, place, length) <= mapping->segment->producer.reserved;
}

int ring_reserve(const struct mapping *mapping, const struct place *place, uint64_t length) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t end = (place_end(mapping, place, length) + RESERVE_STEP - 1) & ~(RESERVE_STEP - 1);
  if (end > mapping->ring_size) {
    end = mapping->ring_size;
  }
  int result =
      memory_reserve(mapping->fd, HEADER_SIZE + producer->reserved, end - producer->reserved);
  if (result == 0) {
    producer->reserved = end;
  }
  return result;
}

void ring_put(const struct mapping *mapping, const struct place *place, const void *data,
              uint64_t length) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t position = place->tail + place->padding;
  uint64_t next = position + record_size(length);
  uint64_t puts = atomic_load_explicit(&producer->puts, memory_order_relaxed);
  uint64_t word = record_word(puts, length);

  if (length > 0) {
    memcpy(mapping->segment->ring + place->offset + WORD_SIZE, data, length);
  }
  atomic_store_explicit(word_at(mapping, next), 0, memory_order_relaxed);
  if (place->padding > 0) {
    /* The record is out of reach until the padding stands in the terminator's place. */
    atomic_store_explicit(word_at(mapping, position), word, memory_order_relaxed);
    word = padding_word(puts);
  }
  /* The commit point: with this store the message exists. */
  atomic_store_explicit(word_at(mapping, place->tail), word, memory_order_release);
  atomic_store_explicit(&producer->puts, puts + 1, memory_order_release);
  atomic_store_explicit(&producer->tail, next, memory_order_release);
}

/* --- under the consumer lock --- */

ssize_t ring_get(const struct mapping *mapping, void *buffer, uint64_t capacity) {
  struct consumer_end *consumer = &mapping->segment->consumer;
  uint64_t head = atomic_load_explicit(&consumer->head, memory_order_relaxed);
  uint64_t gets = atomic_load_explicit(&consumer->gets, memory_order_relaxed);
  uint64_t word = load_word(mapping, head);
  if (is_padding(word)) {
    head += to_end(mapping, head);
    atomic_store_explicit(&consumer->head, head, memory_order_release);
    word = load_word(mapping, head);
  }
  if (word == 0) {
    return -EAGAIN;
  }
  if (!is_record(mapping, head, word) || sequence_of(word) != (uint32_t)gets) {
    return -EPROTO;
  }
  uint64_t length = length_of(word);
  if (length > capacity) {
    return (ssize_t)length;
  }
  if (length > 0) {
    memcpy(buffer, mapping->segment->ring + offset_of(mapping, head) + WORD_SIZE, length);
  }
  /* Recovery sees by gets_next that a get was under way, and by the word at the head whether the
   * head had moved. */
  consumer->gets_next = gets + 1;
  atomic_signal_fence(memory_order_seq_cst);
  /* The message is taken with this store; its bytes may be overwritten from now on. */
  atomic_store_explicit(&consumer->head, head + record_size(length), memory_order_release);
  atomic_store_explicit(&consumer->gets, gets + 1, memory_order_release);
  return (ssize_t)length;
}
