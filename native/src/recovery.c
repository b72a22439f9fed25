/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "recovery.h"

#include <errno.h>

#include "condition.h"
#include "memory.h"
#include "record.h"
#include "removal.h"

static void count(_Atomic uint64_t *counter, uint64_t amount) {
  atomic_fetch_add_explicit(counter, amount, memory_order_relaxed);
}

/* Brings tail and puts up to what was committed: the commit words say it all. Killed in between, it
 * is simply done again. */
static int recover_producers(const struct mapping *mapping) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t begin = atomic_load_explicit(&producer->tail, memory_order_relaxed);
  uint64_t tail = begin;
  for (uint64_t word; (word = load_word(mapping, tail)) != 0;) {
    if (is_padding(word)) {
      tail += to_end(mapping, tail);
    } else {
      uint64_t puts = atomic_load_explicit(&producer->puts, memory_order_relaxed);
      int32_t ahead = (int32_t)(sequence_of(word) - (uint32_t)puts);
      if (!is_record_or_removed(mapping, tail, word) || ahead > 0) {
        return -EPROTO;
      }
      bool counted = ahead < 0;
      if (!counted) {
        atomic_store_explicit(&producer->puts, puts + 1, memory_order_release);
        count(&mapping->segment->counters.rolled_forward, 1);
      }
      tail += record_size(length_of(word));
    }
    if (tail - begin > 2 * mapping->ring_size) {
      return -EPROTO;
    }
    atomic_store_explicit(&producer->tail, tail, memory_order_release);
  }
  memory_repair(mapping);
  return 0;
}

/* Brings gets up to what was taken. */
static int recover_consumers(const struct mapping *mapping) {
  struct consumer_end *consumer = &mapping->segment->consumer;
  uint64_t gets = atomic_load_explicit(&consumer->gets, memory_order_relaxed);
  uint64_t next = consumer->gets_next;
  if (next == gets) {
    return 0;
  }
  if (next - gets > mapping->ring_size / WORD_SIZE) {
    return -EPROTO;
  }
  uint64_t head = atomic_load_explicit(&consumer->head, memory_order_relaxed);
  uint64_t removed = removal_passed_by(mapping, head);
  uint64_t word = load_word(mapping, head);
  if (is_padding(word)) {
    head += to_end(mapping, head);
    word = load_word(mapping, head);
  }
  bool taken = !(is_record_or_removed(mapping, head, word) && sequence_of(word) == (uint32_t)gets);
  if (taken) {
    atomic_store_explicit(&consumer->gets, next, memory_order_release);
    count(&mapping->segment->counters.rolled_forward, next - gets - removed);
  } else {
    consumer->gets_next = gets;
  }
  return 0;
}

int recover(const struct mapping *mapping, enum end end) {
  int result = end == PRODUCERS ? recover_producers(mapping) : recover_consumers(mapping);
  if (result == 0) {
    /* The dead may have been about to wake somebody. */
    condition_wake_all(&mapping->segment->state.not_empty);
    condition_wake_all(&mapping->segment->state.not_full);
    count(&mapping->segment->counters.recoveries, 1);
  }
  return result;
}
