/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "reclaim.h"

#include "clock.h"
#include "end.h"
#include "look.h"
#include "memory.h"
#include "record.h"
#include "rewind.h"
#include "ring.h"
#include "wake.h"

/* To give memory back and to have it reserved again costs about as much as to fill it. A queue
 * whose bursts follow one another closely pays that once in so long at most. */
#define INTERVAL_NS SLICE_NS

/* True if the last interval is over. */
static bool is_due(const struct mapping *mapping) {
  int64_t now = clock_now();
  int64_t last = atomic_load_explicit(&mapping->segment->state.reclaimed_at, memory_order_relaxed);
  /* A time that is to come was damaged. */
  return now < last || now - last >= INTERVAL_NS;
}

/* Gives a part back. By who has the producers' end of an empty ring. Returns true if there is more.
 */
static bool give_back(const struct mapping *mapping) {
  atomic_store_explicit(&mapping->segment->state.reclaimed_at, clock_now(), memory_order_relaxed);
  return memory_give_back(mapping);
}

/* True if the ring is empty, and ends within what an idle queue keeps. By who has the producers'
 * end. */
static bool is_small(const struct mapping *mapping) {
  uint64_t tail = atomic_load_explicit(&mapping->segment->producer.tail, memory_order_relaxed);
  uint64_t head = atomic_load_explicit(&mapping->segment->consumer.head, memory_order_acquire);
  return head == tail && offset_of(mapping, tail) + WORD_SIZE <= MEMORY_KEPT;
}

/* Gives a part back. Returns true if there is more. */
static bool reclaim_part(struct handle *handle) {
  const struct mapping *mapping = &handle->mapping;
  bool more = false;
  if (end_borrow(handle, PRODUCERS) != 0) {
    return false;
  }
  if (ring_is_empty(mapping)) {
    if (!is_small(mapping)) {
      (void)rewind_ring(handle);
    }
    more = is_small(mapping) && give_back(mapping);
  }
  end_return(handle, PRODUCERS);
  return more;
}

void reclaim_after_drain(struct handle *handle) {
  if (is_due(&handle->mapping)) {
    while (reclaim_part(handle)) {
    }
    wake_producer_for_rest(&handle->mapping);
  }
}

bool reclaim_while_idle(struct handle *handle, int64_t deadline, bool is_long) {
  if (!reclaim_is_possible(&handle->mapping)) {
    return false;
  }
  if (!is_long && !is_due(&handle->mapping)) {
    return true;
  }
  while (reclaim_is_possible(&handle->mapping) && !look_for_message(&handle->mapping) &&
         clock_now() < deadline && reclaim_part(handle)) {
  }
  wake_producer_for_rest(&handle->mapping);
  return false;
}
