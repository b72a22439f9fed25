/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Memory behind the ring, under the producers' lock. A page of /dev/shm is reserved before it is
 * first touched, since to touch one that cannot be had kills the process, and given back when the
 * queue was found empty. DESIGN.md, section 9.
 */
#ifndef SHMQ_MEMORY_H
#define SHMQ_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "segment.h"

/* An idle queue keeps so many bytes of its ring, and this part of it is never given back: only here
 * may a word be read by whoever holds no lock. */
#define MEMORY_KEPT (UINT64_C(768) << 10)

/* Reserves the first part of a new segment, header included. Returns 0 or a negative errno value.
 */
int memory_begin(int fd, uint64_t ring_size);
void memory_init(const struct mapping *mapping);

/* True if the ring's first `end` bytes are backed by memory. */
static inline bool memory_covers(const struct mapping *mapping, uint64_t end) {
  return end <= mapping->segment->producer.reserved;
}

/* Backs the ring's first `end` bytes. Returns 0, or -ENOSPC with nothing changed. */
int memory_extend(const struct mapping *mapping, uint64_t end);

/* Gives back a part of what lies behind the ring's first MEMORY_KEPT bytes, which alone may hold
 * records. Returns true if there is more to give back. */
bool memory_give_back(const struct mapping *mapping);

/* After a death: gives back what is not known to be reserved. */
void memory_repair(const struct mapping *mapping);

#endif
