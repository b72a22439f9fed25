/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SHMQ_PLACE_H
#define SHMQ_PLACE_H

#include <stdint.h>

/* Where a record is, or is to be. */
struct place {
  uint64_t begin;    /* position of its padding if it has some, else of the record */
  uint64_t position; /* of the record: behind its padding, at the ring's beginning */
  uint64_t sequence; /* the number of the message, where there is one */
};

#endif
