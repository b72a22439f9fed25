/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "memory.h"

#include <errno.h>
#include <fcntl.h>

#include "smaller.h"

/* The ring is reserved in steps of this many bytes. */
#define RESERVE_STEP (UINT64_C(256) << 10)

/* So much is given back at a time: about a millisecond, during which no producer can put. */
#define GIVE_BACK_STEP (UINT64_C(4) << 20)

static int allocate(int fd, uint64_t offset, uint64_t length) {
  int error;
  do {
    error = posix_fallocate(fd, (off_t)offset, (off_t)length);
  } while (error == EINTR);
  return error == ENOMEM || error == EFBIG ? -ENOSPC : -error;
}

/* Should it fail, the memory stays with the queue. */
static void punch(const struct mapping *mapping, uint64_t begin, uint64_t end) {
  while (fallocate(mapping->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                   (off_t)(HEADER_SIZE + begin), (off_t)(end - begin)) != 0 &&
         errno == EINTR) {
  }
}

/* What a new ring begins with. */
static uint64_t first_reserve(uint64_t ring_size) {
  return smaller(ring_size, RESERVE_STEP);
}

int memory_begin(int fd, uint64_t ring_size) {
  return allocate(fd, 0, HEADER_SIZE + first_reserve(ring_size));
}

void memory_init(const struct mapping *mapping) {
  struct producer_end *producer = &mapping->segment->producer;
  producer->reserved = first_reserve(mapping->ring_size);
  producer->limit = producer->reserved;
}

/* Other processes see what is stored here only after a death: in the order of the program. */
static void store_in_order(uint64_t *member, uint64_t value) {
  atomic_signal_fence(memory_order_seq_cst);
  *member = value;
  atomic_signal_fence(memory_order_seq_cst);
}

int memory_extend(const struct mapping *mapping, uint64_t end) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t begin = producer->reserved;
  end = smaller((end + RESERVE_STEP - 1) & ~(RESERVE_STEP - 1), mapping->ring_size);
  if (begin >= end) {
    return -EPROTO;
  }
  if (end > MEMORY_KEPT) {
    atomic_store_explicit(&mapping->segment->state.extended, 1, memory_order_relaxed);
  }
  store_in_order(&producer->limit, end);
  int result = allocate(mapping->fd, HEADER_SIZE + begin, end - begin);
  if (result == 0) {
    store_in_order(&producer->reserved, end);
  } else {
    store_in_order(&producer->limit, begin);
  }
  return result;
}

/* Leaves the ring's first `end` bytes. */
static void cut(const struct mapping *mapping, uint64_t end) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t limit = smaller(producer->limit, mapping->ring_size);
  store_in_order(&producer->reserved, end);
  if (end < limit) {
    punch(mapping, end, limit);
  }
  store_in_order(&producer->limit, end);
  if (end <= MEMORY_KEPT) {
    atomic_store_explicit(&mapping->segment->state.extended, 0, memory_order_relaxed);
  }
}

bool memory_give_back(const struct mapping *mapping) {
  uint64_t reserved = smaller(mapping->segment->producer.reserved, mapping->ring_size);
  if (reserved <= MEMORY_KEPT) {
    cut(mapping, reserved);
    return false;
  }
  uint64_t step = smaller(reserved - MEMORY_KEPT, GIVE_BACK_STEP);
  cut(mapping, reserved - step);
  return reserved - step > MEMORY_KEPT;
}

void memory_repair(const struct mapping *mapping) {
  const struct producer_end *producer = &mapping->segment->producer;
  if (producer->limit != producer->reserved) {
    cut(mapping, smaller(producer->reserved, mapping->ring_size));
  }
}
