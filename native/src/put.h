/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Finding room, which every way to put begins with.
 */
#ifndef SHMQ_PUT_H
#define SHMQ_PUT_H

#include "end.h"
#include "handle.h"
#include "place.h"
#include "wait.h"
#include "wake.h"

/* Takes the producers' end and finds a place for a message of `length` bytes there, backed by
 * memory, waiting for both. Returns 0 with the end taken, or an error of shmq_put without it and
 * with nothing left to do. */
int put_begin(struct handle *handle, size_t length, struct wait *wait, struct place *place);

/* After the end was given: wakes whom it concerns. */
static inline void put_end(const struct mapping *mapping, bool has_put) {
  if (has_put) {
    wake_after_put(mapping);
  } else {
    wake_consumer_for_rest(mapping);
  }
  wake_producer_for_rest(mapping);
}

/* True if put_end has something to do after a message was put. */
static inline bool put_concerns_sleepers(const struct mapping *mapping) {
  return condition_has_sleepers(&mapping->segment->state.not_empty) ||
         condition_has_sleepers(&mapping->segment->state.not_full);
}

/* After put_begin: gives the end back, and wakes whom it concerns. */
static inline void put_finish(struct handle *handle, bool has_put) {
  end_give(handle, PRODUCERS);
  put_end(&handle->mapping, has_put);
}

#endif
