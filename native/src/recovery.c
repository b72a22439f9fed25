/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "recovery.h"

#include <errno.h>

#include "condition.h"
#include "lock.h"
#include "record.h"

/* Brings tail and puts up to what was committed: the commit words say it all. Killed in between, it
 * is simply done again. */
static int roll_forward_producer(const struct mapping *mapping) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t begin = atomic_load_explicit(&producer->tail, memory_order_relaxed);
  uint64_t tail = begin;
  for (uint64_t word; (word = load_word(mapping, tail)) != 0;) {
    if (is_padding(word)) {
      tail += to_end(mapping, tail);
    } else {
      uint64_t puts = atomic_load_explicit(&producer->puts, memory_order_relaxed);
      bool counted = sequence_of(word) == (uint32_t)(puts - 1);
      if (!is_record(mapping, tail, word) || !(counted || sequence_of(word) == (uint32_t)puts)) {
        return -EPROTO;
      }
      if (!counted) {
        atomic_store_explicit(&producer->puts, puts + 1, memory_order_release);
      }
      tail += record_size(length_of(word));
    }
    if (tail - begin > 2 * mapping->ring_size) {
      return -EPROTO;
    }
    atomic_store_explicit(&producer->tail, tail, memory_order_release);
  }
  return 0;
}

/* Brings gets up to what was taken. */
static int roll_forward_consumer(const struct mapping *mapping) {
  struct consumer_end *consumer = &mapping->segment->consumer;
  uint64_t gets = atomic_load_explicit(&consumer->gets, memory_order_relaxed);
  if (consumer->gets_next == gets) {
    return 0;
  }
  if (consumer->gets_next != gets + 1) {
    return -EPROTO;
  }
  uint64_t head = atomic_load_explicit(&consumer->head, memory_order_relaxed);
  uint64_t word = load_word(mapping, head);
  bool taken = !(is_record(mapping, head, word) && sequence_of(word) == (uint32_t)gets);
  if (taken) {
    atomic_store_explicit(&consumer->gets, consumer->gets_next, memory_order_release);
  } else {
    consumer->gets_next = gets;
  }
  return 0;
}

static int recover(const struct mapping *mapping, pthread_mutex_t *mutex,
                   int (*roll_forward)(const struct mapping *mapping)) {
  int result = roll_forward(mapping);
  if (result != 0) {
    /* Not marked as repaired: from now on every attempt to take it says so. */
    lock_release(mutex);
    return result;
  }
  /* The dead may have been about to wake somebody. */
  condition_wake_all(&mapping->segment->not_empty);
  condition_wake_all(&mapping->segment->not_full);
  lock_repaired(mutex);
  return 0;
}

int recover_producer(const struct mapping *mapping) {
  return recover(mapping, &mapping->segment->producer.mutex, roll_forward_producer);
}

int recover_consumer(const struct mapping *mapping) {
  return recover(mapping, &mapping->segment->consumer.mutex, roll_forward_consumer);
}
