/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Finding the oldest message, which every way to get begins with.
 */
#ifndef SHMQ_GET_H
#define SHMQ_GET_H

#include <string.h>

#include "end.h"
#include "handle.h"
#include "pass.h"
#include "place.h"
#include "reclaim.h"
#include "removal.h"
#include "ring.h"
#include "wait.h"
#include "wake.h"

/* Takes the consumers' end and finds the oldest message there, waiting for both. Returns 0 with the
 * end taken and the message's place and length, or an error of shmq_get without the end and with
 * nothing left to do. */
int get_begin(struct handle *handle, struct wait *wait, struct place *place, uint64_t *length);

/* Copies the message at this place. */
static inline void get_copy(const struct mapping *mapping, const struct place *place,
                            uint64_t length, void *buffer) {
  if (length > 0) {
    memcpy(buffer, ring_payload(mapping, place), length);
  }
}

/* Takes the message at this place, and notes if it was the last of a run or of all. By who has the
 * end. */
static HOT void get_take(struct handle *handle, const struct place *place, uint64_t length) {
  const struct mapping *mapping = &handle->mapping;
  /* At the end of a run the line behind it, which the producer may be about to write, stays there.
   */
  if (flow_is_over(&handle->flow, ring_behind(place, length)) ||
      ring_is_last(mapping, place, length)) {
    flow_end(&handle->flow, place->sequence + 1);
  }
  ring_take(mapping, 1, place, length);
}

/* After the end was given: wakes whom it concerns, and gives memory back. */
static HOT void get_end(struct handle *handle, bool has_taken, bool has_drained) {
  const struct mapping *mapping = &handle->mapping;
  if (has_taken) {
    wake_after_take(mapping);
  }
  wake_consumer_for_rest(mapping);
  if (__builtin_expect(has_drained, 0)) {
    reclaim_after_drain(handle);
  }
}

/* After get_begin: gives the end back, wakes whom it concerns, passes what was removed behind what
 * was taken, and gives memory back if nothing is left. */
static HOT void get_finish(struct handle *handle, bool has_taken) {
  const struct mapping *mapping = &handle->mapping;
  bool has_drained =
      has_taken && __builtin_expect(reclaim_is_possible(mapping), 0) && ring_is_empty(mapping);
  bool has_rest =
      has_taken && __builtin_expect(removal_ever(mapping), 0) && ring_is_to_pass(mapping);
  end_give(handle, CONSUMERS);
  get_end(handle, has_taken, has_drained);
  if (__builtin_expect(has_rest, 0)) {
    pass_rest(handle);
  }
}

#endif
