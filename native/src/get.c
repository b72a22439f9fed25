/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Getting messages by copy.
 */
#include "get.h"

#include <errno.h>
#include <stddef.h>

#include "end.h"
#include "look.h"
#include "reclaim.h"
#include "ring.h"
#include "shmq.h"
#include "wake.h"

static HOT void pause_if_due(struct handle *handle) {
  if (__builtin_expect(flow_is_due(&handle->flow), 0)) {
    flow_pause(&handle->flow);
    flow_begin(&handle->flow, look_at_tail(&handle->mapping));
  }
}

/* True if there is something for a consumer to do. Where a look without the end is dear, far out in
 * the ring, it takes the end for it if it can. */
static bool has_work(struct handle *handle) {
  const struct mapping *mapping = &handle->mapping;
  if (look_is_cheap(mapping) || end_try(handle, CONSUMERS) != 0) {
    return look_for_work(mapping);
  }
  bool found = ring_has_work(mapping);
  end_give(handle, CONSUMERS);
  return found;
}

/* There is something to do, or a reason to give up. */
static bool message_is_worth_a_look(struct handle *handle, const void *unused) {
  (void)unused;
  const struct mapping *mapping = &handle->mapping;
  return has_work(handle) || look_at_shutdown(mapping) != SHMQ_OPEN ||
         end_is_marked_by_others(handle, CONSUMERS);
}

/* By who has the end. */
static HOT int find_front(const struct mapping *mapping, struct place *place, uint64_t *length) {
  return look_at_shutdown(mapping) == SHMQ_SHUT ? -ESHUTDOWN : ring_front(mapping, place, length);
}

static HOT int try_to_begin(struct handle *handle, struct wait *wait, struct place *place,
                            uint64_t *length) {
  int result = end_take(handle, CONSUMERS, wait);
  if (__builtin_expect(result == 0, 1)) {
    result = find_front(&handle->mapping, place, length);
    if (__builtin_expect(result != 0, 0)) {
      end_give(handle, CONSUMERS);
      /* The head may have been taken over padding, or what was removed. */
      wake_producer_for_rest(&handle->mapping);
    }
  }
  return result;
}

/* The queue was found empty: whether it will stay so. */
static bool is_finished(const struct mapping *mapping) {
  /* No put commits after the queue was shut down: empty now is empty for good. */
  uint32_t shutdown = look_at_shutdown(mapping);
  return shutdown == SHMQ_SHUT || (shutdown == SHMQ_DRAINING && !look_for_message(mapping));
}

static int wait_for_message(struct handle *handle, struct wait *wait) {
  const struct mapping *mapping = &handle->mapping;
  if (is_finished(mapping)) {
    return -ESHUTDOWN;
  }
  if (wait->timeout_ns == 0) {
    return -EAGAIN;
  }
  flow_end(&handle->flow, ring_count_taken(mapping));
  pause_if_due(handle);
  const struct awaited message = {.condition = &mapping->segment->state.not_empty,
                                  .sleeps = &mapping->segment->counters.get_sleeps,
                                  .patience = &handle->get_patience,
                                  .is_there = message_is_worth_a_look,
                                  .while_idle = reclaim_while_idle};
  return wait_for(handle, &message, wait);
}

/* With `result` of the first try. */
static COLD int wait_and_begin(struct handle *handle, struct wait *wait, struct place *place,
                               uint64_t *length, int result) {
  while (result == -EAGAIN || result == RING_GO_ON) {
    result = result == RING_GO_ON ? wait_goes_on(handle, wait) : wait_for_message(handle, wait);
    if (result != 0) {
      break;
    }
    result = try_to_begin(handle, wait, place, length);
  }
  return result;
}

/* True if the ring is empty, as can be seen without the end, and the end nobody's. */
static HOT bool is_seen_empty(const struct handle *handle) {
  return look_is_cheap(&handle->mapping) && !look_for_record(&handle->mapping) &&
         !end_is_marked_by_others(handle, CONSUMERS);
}

/* True if a get that failed shows that the queue has been drained. */
static bool shows_drained(const struct mapping *mapping, ssize_t result) {
  return (result == -EAGAIN || result == -ESHUTDOWN) && reclaim_is_possible(mapping);
}

static HOT int begin(struct handle *handle, struct wait *wait, struct place *place,
                     uint64_t *length) {
  int result = -EAGAIN;
  pause_if_due(handle);
  if (!is_seen_empty(handle)) {
    result = try_to_begin(handle, wait, place, length);
  }
  if (__builtin_expect(result != 0, 0)) {
    result = wait_and_begin(handle, wait, place, length, result);
    if (result != 0) {
      get_end(handle, false, shows_drained(&handle->mapping, result));
    }
  }
  return result;
}

int get_begin(struct handle *handle, struct wait *wait, struct place *place, uint64_t *length) {
  return begin(handle, wait, place, length);
}

/* By who has the end: takes the message if it fits. Returns whether it did. */
static HOT bool take(struct handle *handle, const struct place *place, uint64_t length,
                     void *buffer, size_t capacity) {
  if (length > capacity) {
    return false;
  }
  get_copy(&handle->mapping, place, length, buffer);
  get_take(handle, place, length);
  return true;
}

static ssize_t get(struct handle *handle, void *buffer, size_t capacity, int64_t timeout_ns) {
  struct wait wait = {.timeout_ns = timeout_ns};
  struct place place;
  uint64_t length;
  int result = begin(handle, &wait, &place, &length);
  if (__builtin_expect(result != 0, 0)) {
    return result;
  }
  get_finish(handle, take(handle, &place, length, buffer, capacity));
  return (ssize_t)length;
}

/* --- a short message at a claimed end, as in put.c --- */

/* True if a message can be taken and nothing else be due. */
static HOT bool is_plain(const struct mapping *mapping) {
  return look_at_shutdown(mapping) != SHMQ_SHUT && !reclaim_is_possible(mapping) &&
         !removal_ever(mapping);
}

/* Returns whether it has taken a message, with its length. */
static HOT bool get_at_once(struct handle *handle, void *buffer, size_t capacity,
                            uint64_t *length) {
  const struct mapping *mapping = &handle->mapping;
  if (buffer == NULL || flow_is_due(&handle->flow) ||
      !end_take_claimed_at_once(handle, CONSUMERS)) {
    return false;
  }
  bool is_last = false;
  bool has_taken =
      is_plain(mapping) && straight_get(mapping, &handle->flow, buffer, capacity, length, &is_last);
  if (is_last) {
    flow_end(&handle->flow, ring_count_taken(mapping));
  }
  grip_give_claimed(mapping, CONSUMERS);
  return has_taken;
}

/* After get_at_once has taken a message of this length. */
static HOT ssize_t leave(struct handle *handle, uint64_t length) {
  get_end(handle, true, false);
  handle_leave(handle);
  return (ssize_t)length;
}

/* --- */

static __attribute__((noinline)) ssize_t get_and_leave(struct handle *handle, void *buffer,
                                                       size_t capacity, int64_t timeout_ns) {
  ssize_t result = -EINVAL;
  if (is_timeout(timeout_ns) && (buffer != NULL || capacity == 0)) {
    result = get(handle, buffer, capacity, timeout_ns);
  }
  handle_leave(handle);
  return result;
}

ssize_t shmq_get(shmq *queue, void *buffer, size_t capacity, int64_t timeout_ns) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  uint64_t length;
  bool has_taken = is_timeout(timeout_ns) && get_at_once(handle, buffer, capacity, &length);
  return has_taken ? leave(handle, length) : get_and_leave(handle, buffer, capacity, timeout_ns);
}

/* By who has the end and found the first message, which is at this place: copies it and those
 * behind it that fit, and takes them all at once. Returns how many. */
static size_t take_many(struct handle *handle, struct place *place, uint64_t length,
                        uint8_t *buffer, size_t capacity, uint32_t *lengths, size_t max_count) {
  const struct mapping *mapping = &handle->mapping;
  int result = 0;
  uint64_t first = place->sequence;
  struct place last = *place;
  uint64_t last_length = length;
  size_t count = 0;
  size_t used = 0;
  while (length <= capacity - used) {
    get_copy(mapping, place, length, used > 0 ? buffer + used : buffer);
    used += length;
    lengths[count++] = (uint32_t)length;
    last = *place;
    last_length = length;
    /* The numbers between are of removed ones, which take time too. */
    if (count == max_count || flow_is_over(&handle->flow, ring_behind(place, length)) ||
        (result = ring_next(mapping, place, &length)) != 0 ||
        place->sequence - first - count >= RING_AT_ONCE) {
      break;
    }
  }
  if (count > 0) {
    if (result == -EAGAIN || flow_is_over(&handle->flow, ring_behind(&last, last_length))) {
      flow_end(&handle->flow, last.sequence + 1);
    }
    ring_take(mapping, count, &last, last_length);
  }
  return count;
}

static ssize_t get_many(struct handle *handle, void *buffer, size_t capacity, uint32_t *lengths,
                        size_t max_count, int64_t timeout_ns) {
  struct wait wait = {.timeout_ns = timeout_ns};
  struct place place;
  uint64_t length;
  int result = get_begin(handle, &wait, &place, &length);
  if (result != 0) {
    return result;
  }
  if (flow_has_run(&handle->flow)) {
    /* All that is there now is to be had at once, if wanted, and not only the rest of a run. */
    flow_begin(&handle->flow, look_at_tail(&handle->mapping));
  }
  size_t count = take_many(handle, &place, length, buffer, capacity, lengths, max_count);
  get_finish(handle, count > 0);
  if (count == 0) {
    lengths[0] = (uint32_t)length;
    return -EMSGSIZE;
  }
  return (ssize_t)count;
}

ssize_t shmq_get_many(shmq *queue, void *buffer, size_t capacity, uint32_t *lengths,
                      size_t max_count, int64_t timeout_ns) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (!is_timeout(timeout_ns) || (buffer == NULL && capacity > 0) || lengths == NULL ||
      max_count == 0) {
    result = -EINVAL;
  } else {
    result = get_many(handle, buffer, capacity, lengths, max_count, timeout_ns);
  }
  handle_leave(handle);
  return result;
}

/* True if there is more to do once the message at this place is taken than to take it. By who has
 * the end. */
static bool has_consequences(const struct mapping *mapping, struct place place, uint64_t length) {
  if (__builtin_expect(!reclaim_is_possible(mapping) && !removal_ever(mapping), 1)) {
    return false;
  }
  int result = ring_next(mapping, &place, &length);
  return result == RING_GO_ON || (result == -EAGAIN && reclaim_is_possible(mapping));
}

/* By who has the end. What would leave memory to give back, or many removed records to pass, is
 * left to shmq_get. */
static ssize_t try_take(struct handle *handle, void *buffer, size_t capacity) {
  const struct mapping *mapping = &handle->mapping;
  struct place place;
  uint64_t length;
  int result = find_front(mapping, &place, &length);
  if (result == RING_GO_ON || (result == 0 && has_consequences(mapping, place, length))) {
    return -EBUSY;
  }
  if (result != 0) {
    return result;
  }
  take(handle, &place, length, buffer, capacity);
  return (ssize_t)length;
}

static ssize_t try_get(struct handle *handle, void *buffer, size_t capacity) {
  const struct mapping *mapping = &handle->mapping;
  pause_if_due(handle);
  if (is_seen_empty(handle)) {
    if (reclaim_is_possible(mapping)) {
      return -EBUSY;
    }
    return is_finished(mapping) ? -ESHUTDOWN : -EAGAIN;
  }
  ssize_t result = end_try(handle, CONSUMERS);
  if (result == 0) {
    result = try_take(handle, buffer, capacity);
    end_give(handle, CONSUMERS);
  }
  return result;
}

static __attribute__((noinline)) ssize_t try_get_and_leave(struct handle *handle, void *buffer,
                                                           size_t capacity) {
  ssize_t result = -EINVAL;
  if (buffer != NULL || capacity == 0) {
    result = try_get(handle, buffer, capacity);
    get_end(handle, result >= 0 && (size_t)result <= capacity, false);
  }
  handle_leave(handle);
  return result;
}

ssize_t shmq_try_get(shmq *queue, void *buffer, size_t capacity) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  uint64_t length;
  return get_at_once(handle, buffer, capacity, &length)
             ? leave(handle, length)
             : try_get_and_leave(handle, buffer, capacity);
}
