/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Reading messages without taking them.
 */
#include <errno.h>
#include <stddef.h>

#include "end.h"
#include "get.h"
#include "look.h"
#include "ring.h"
#include "shmq.h"

/* So many bytes of the ring are gone over at once, so that consumers need not wait for a long walk.
 */
#define PIECE (UINT64_C(32) << 10)

/* What is filled in: as the arguments of shmq_scan. */
struct copies {
  uint8_t *buffer;
  size_t capacity;
  uint32_t *lengths;
  uint64_t *positions;
  size_t max_count;
};

/* By who has the end and found the first message, which is at this place and fits: copies it and
 * those behind it. Returns how many, and the position behind them in *next. */
static size_t copy_piece(const struct mapping *mapping, struct place *place, uint64_t length,
                         const struct copies *copies, uint64_t *next) {
  uint64_t begin = place->position;
  size_t count = 0;
  size_t used = 0;
  do {
    get_copy(mapping, place, length, used > 0 ? copies->buffer + used : copies->buffer);
    used += length;
    copies->lengths[count] = (uint32_t)length;
    if (copies->positions != NULL) {
      copies->positions[count] = place->position;
    }
    count++;
    *next = ring_behind(place, length);
  } while (count < copies->max_count && *next - begin < PIECE &&
           ring_next(mapping, place, &length) == 0 && length <= copies->capacity - used);
  return count;
}

/* By who has the end. Returns 0 with how many messages were copied; RING_GO_ON; an error. */
static int scan_piece(const struct mapping *mapping, uint64_t *position,
                      const struct copies *copies, size_t *count) {
  if (look_at_shutdown(mapping) == SHMQ_SHUT) {
    return -ESHUTDOWN;
  }
  struct place place;
  uint64_t length;
  int result = ring_find(mapping, *position, &place, &length);
  if (result == RING_GO_ON) {
    *position = place.position;
  }
  if (result != 0) {
    return result == -EAGAIN ? 0 : result;
  }
  if (length > copies->capacity) {
    copies->lengths[0] = (uint32_t)length;
    return -EMSGSIZE;
  }
  *count = copy_piece(mapping, &place, length, copies, position);
  return 0;
}

/* The end is borrowed, also from a claimant: nothing is taken from it. */
static ssize_t scan(struct handle *handle, uint64_t *position, const struct copies *copies,
                    int64_t timeout_ns) {
  struct wait wait = {.timeout_ns = timeout_ns};
  size_t count = 0;
  int result = end_borrow_within(handle, CONSUMERS, &wait);
  while (result == 0) {
    result = scan_piece(&handle->mapping, position, copies, &count);
    end_return(handle, CONSUMERS);
    if (result != RING_GO_ON) {
      return result == 0 ? (ssize_t)count : result;
    }
    result = wait_goes_on(handle, &wait);
    if (result == 0) {
      result = end_borrow_within(handle, CONSUMERS, &wait);
    }
  }
  return result;
}

ssize_t shmq_scan(shmq *queue, uint64_t *position, void *buffer, size_t capacity, uint32_t *lengths,
                  uint64_t *positions, size_t max_count, int64_t timeout_ns) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (!is_timeout(timeout_ns) || position == NULL || (buffer == NULL && capacity > 0) ||
      lengths == NULL || max_count == 0) {
    result = -EINVAL;
  } else {
    const struct copies copies = {buffer, capacity, lengths, positions, max_count};
    result = scan(handle, position, &copies, timeout_ns);
  }
  handle_leave(handle);
  return result;
}
