/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a segment says by itself, as the dead left it and before anybody has repaired it. Read from
 * the object and not through a mapping, so that the look backs no memory.
 */
#ifndef TEST_RING_LOOK_H
#define TEST_RING_LOOK_H

#include <stdbool.h>
#include <stdint.h>

struct look {
  uint64_t puts;          /* messages committed since the queue was made, counted or not */
  uint64_t gets;          /* messages taken, those removed from the middle included */
  bool puts_behind;       /* a record is committed and puts does not count it */
  bool tail_behind;       /* a record is committed and the tail has not moved over it */
  bool get_announced;     /* gets_next is ahead, the head has not moved */
  bool removal_announced; /* a record is about to be marked as removed */
  bool removal_marked;    /* it is marked, and no account has counted that yet */
  bool gets_behind;       /* the head has moved, gets does not count it */
  bool front_removed;     /* the head has not passed all that was removed */
  uint64_t done;          /* calls of shmq_task_done */
  uint32_t shutdown;      /* SHMQ_OPEN, SHMQ_DRAINING or SHMQ_SHUT */
  int claimed;            /* ends that bear a claim's mark: SHMQ_PRODUCER, SHMQ_CONSUMER */
  uint64_t reserved;      /* bytes of the ring known to be backed by memory, and known not to be */
  uint64_t limit;         /*  beyond */
  uint64_t backed;        /* bytes of memory that the object takes */
};

/* Opens the queue's object, for looks. */
int look_open(const char *name);

/* Looks, and checks that from head to tail lie whole records with consecutive numbers, and that the
 * object takes as much memory as it says. Others may be at work. */
struct look look_at(int object);

#endif
