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
  uint64_t puts;      /* messages committed since the queue was made, counted or not */
  uint64_t gets;      /* messages taken */
  bool puts_behind;   /* a record is committed and puts does not count it */
  bool tail_behind;   /* or the tail has not moved over it */
  bool get_announced; /* gets_next is ahead, the head has not moved */
  bool gets_behind;   /* the head has moved, gets does not count it */
};

/* Opens the queue's object, for looks. */
int look_open(const char *name);

/* Looks, and checks that from head to tail lie whole records with consecutive numbers. Others may
 * be at work. */
struct look look_at(int object);

#endif
