/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Putting messages by copy.
 */
#include "put.h"

#include <errno.h>
#include <stddef.h>

#include "end.h"
#include "look.h"
#include "pass.h"
#include "rewind.h"
#include "ring.h"
#include "shmq.h"
#include "wake.h"

static bool is_shut_down(const struct mapping *mapping) {
  return look_at_shutdown(mapping) != SHMQ_OPEN;
}

/* So that a queue that is mostly drained stays in the cache: if it cannot be done now, the ring
 * goes on. */
static COLD void rewind_if_drained(struct handle *handle) {
  if (ring_drains(&handle->mapping)) {
    (void)rewind_ring(handle);
  }
}

/* Returns as ring_place, and RING_TURN if the consumers' end is not to be had at this moment. */
static COLD int rewind_and_place(struct handle *handle, size_t length, struct place *place,
                                 uint64_t *progress) {
  int result = rewind_ring(handle);
  if (result != 0) {
    return result == -EBUSY || result == -EDEADLK ? RING_TURN : result;
  }
  result = ring_place(&handle->mapping, length, place, progress);
  return result == RING_TURN ? -EPROTO : result;
}

/* Passes removed messages in the way of the next: consumers may have none left to come for. Returns
 * RING_GO_ON to look for a place again, or as rewind_and_place. */
static COLD int pass_in_the_way(struct handle *handle) {
  int result = pass_some(handle);
  if (result < 0) {
    return result == -EBUSY || result == -EDEADLK ? RING_TURN : result;
  }
  return RING_GO_ON;
}

/* By who has the producers' end: a place that is backed by memory. Returns also RING_GO_ON, and
 * RING_TURN if the consumers' end is not to be had at this moment. */
static HOT int find_place(struct handle *handle, size_t length, back_function *back,
                          struct place *place, uint64_t *progress) {
  const struct mapping *mapping = &handle->mapping;
  if (is_shut_down(mapping)) {
    return -ESHUTDOWN;
  }
  if (__builtin_expect(ring_is_to_rewind(mapping), 0)) {
    rewind_if_drained(handle);
  }
  int result = ring_place(mapping, length, place, progress);
  if (__builtin_expect(result > 0, 0)) {
    result = result == RING_TURN ? rewind_and_place(handle, length, place, progress)
                                 : pass_in_the_way(handle);
  }
  if (result == 0 && !ring_is_backed(mapping, place, length)) {
    result = back(mapping, place, length);
  }
  if (result == 0) {
    ring_look_ahead(mapping, &handle->straight);
  }
  return result;
}

static HOT int take_end(struct handle *handle, struct wait *wait) {
  return is_shut_down(&handle->mapping) ? -ESHUTDOWN : end_take(handle, PRODUCERS, wait);
}

/* By who has the end, which it gives back unless it returns 0. */
static HOT int find_place_or_give(struct handle *handle, size_t length, struct place *place,
                                  uint64_t *progress) {
  int result = find_place(handle, length, ring_back, place, progress);
  if (result != 0) {
    end_give(handle, PRODUCERS);
  }
  return result;
}

static int try_to_begin(struct handle *handle, size_t length, struct wait *wait,
                        struct place *place, uint64_t *progress) {
  int result = take_end(handle, wait);
  return result == 0 ? find_place_or_give(handle, length, place, progress) : result;
}

/* There may be room, or a reason to give up. */
static bool room_is_worth_a_look(struct handle *handle, const void *progress) {
  const struct mapping *mapping = &handle->mapping;
  return look_for_progress(mapping, *(const uint64_t *)progress) || is_shut_down(mapping) ||
         end_is_marked_by_others(handle, PRODUCERS);
}

static COLD int wait_and_begin(struct handle *handle, size_t length, struct wait *wait,
                               struct place *place, uint64_t *progress, int result) {
  const struct mapping *mapping = &handle->mapping;
  const struct awaited room = {.condition = &mapping->segment->state.not_full,
                               .sleeps = &mapping->segment->counters.put_sleeps,
                               .patience = &handle->put_patience,
                               .is_there = room_is_worth_a_look,
                               .argument = progress};
  while (result > 0 || (result == -EAGAIN && wait->timeout_ns != 0)) {
    if (result == -EAGAIN) {
      result = wait_for(handle, &room, wait);
    } else {
      result = result == RING_TURN ? wait_for_a_moment(handle, wait) : wait_goes_on(handle, wait);
    }
    if (result != 0) {
      break;
    }
    result = try_to_begin(handle, length, wait, place, progress);
    if (result == -EAGAIN) {
      /* There may be room for somebody's smaller message. */
      wake_producer_for_rest(mapping);
    }
  }
  return result;
}

/* With `result` of the first try. */
static HOT int go_on(struct handle *handle, size_t length, struct wait *wait, struct place *place,
                     uint64_t *progress, int result) {
  if (__builtin_expect(result != 0, 0)) {
    result = wait_and_begin(handle, length, wait, place, progress, result);
    if (result != 0) {
      put_end(&handle->mapping, false);
    }
  }
  return result;
}

int put_begin(struct handle *handle, size_t length, struct wait *wait, struct place *place) {
  uint64_t progress = 0;
  int result = try_to_begin(handle, length, wait, place, &progress);
  return go_on(handle, length, wait, place, &progress, result);
}

static int check_message(const struct mapping *mapping, const struct iovec *message) {
  if (message->iov_base == NULL && message->iov_len > 0) {
    return -EINVAL;
  }
  return message->iov_len > ring_max_length(mapping) ? -EMSGSIZE : 0;
}

/* Number of messages up to the first that can never be put, or to what an empty ring holds. */
static size_t count_sound(const struct mapping *mapping, const struct iovec *messages,
                          size_t count) {
  size_t sound = 1;
  uint64_t bytes = messages[0].iov_len;
  while (sound < count && bytes < mapping->ring_size &&
         check_message(mapping, &messages[sound]) == 0) {
    bytes += messages[sound].iov_len;
    sound++;
  }
  return sound;
}

/* By who has the producers' end and a place for the first: puts piece after piece for as long as
 * there is room. */
static size_t put_pieces(struct handle *handle, struct place *place, const struct iovec *messages,
                         size_t count) {
  const struct mapping *mapping = &handle->mapping;
  uint64_t progress;
  size_t put = ring_put(mapping, place, messages, count, ring_back);
  while (put < count &&
         find_place(handle, messages[put].iov_len, ring_back, place, &progress) == 0) {
    /* Consumers need not sleep until the last piece is there. */
    atomic_thread_fence(memory_order_seq_cst);
    wake_after_put(mapping);
    put += ring_put(mapping, place, messages + put, count - put, ring_back);
  }
  return put;
}

static ssize_t put_many(struct handle *handle, const struct iovec *messages, size_t count,
                        int64_t timeout_ns) {
  struct wait wait = {.timeout_ns = timeout_ns};
  struct place place;
  int result = put_begin(handle, messages[0].iov_len, &wait, &place);
  if (result != 0) {
    return result;
  }
  size_t put = put_pieces(handle, &place, messages, count);
  put_finish(handle, true);
  return (ssize_t)put;
}

/* The rest of put, with `result` of taking the end. */
static COLD int put_with_care(struct handle *handle, const struct iovec *message, struct wait *wait,
                              int result) {
  struct place place;
  uint64_t progress = 0;
  if (result == 0) {
    result = find_place_or_give(handle, message->iov_len, &place, &progress);
  }
  result = go_on(handle, message->iov_len, wait, &place, &progress, result);
  if (result == 0) {
    ring_put(&handle->mapping, &place, message, 1, ring_back);
    put_finish(handle, true);
  }
  return result;
}

/* By who has the producers' end. */
static HOT bool put_straight(const struct handle *handle, const struct iovec *message) {
  return !is_shut_down(&handle->mapping) &&
         straight_put(&handle->mapping, &handle->straight, message->iov_base, message->iov_len,
                      copy_in);
}

static HOT int put(struct handle *handle, const struct iovec *message, int64_t timeout_ns) {
  struct wait wait = {.timeout_ns = timeout_ns};
  int result = take_end(handle, &wait);
  if (__builtin_expect(result == 0 && put_straight(handle, message), 1)) {
    put_finish(handle, true);
    return 0;
  }
  return put_with_care(handle, message, &wait, result);
}

/* --- a short message at a claimed end: no function is called on its way, and hardly a register
 * saved, if nothing is in it. A processor has as many lines on their way as it has room for stores,
 * and each store less is room. --- */

/* Returns whether it has put the message. */
static HOT bool put_at_once(struct handle *handle, const void *data, size_t length) {
  if (data == NULL || length > COPY_SHORT_MAX || !end_take_claimed_at_once(handle, PRODUCERS)) {
    return false;
  }
  const struct mapping *mapping = &handle->mapping;
  bool has_put = !is_shut_down(mapping) &&
                 straight_put(mapping, &handle->straight, data, length, copy_short_in);
  grip_give_claimed(mapping, PRODUCERS);
  return has_put;
}

static COLD int wake_and_leave(struct handle *handle) {
  put_end(&handle->mapping, true);
  handle_leave(handle);
  return 0;
}

/* After put_at_once has put. */
static HOT int leave(struct handle *handle) {
  if (__builtin_expect(put_concerns_sleepers(&handle->mapping), 0)) {
    return wake_and_leave(handle);
  }
  handle_leave(handle);
  return 0;
}

/* --- */

static __attribute__((noinline)) int put_and_leave(struct handle *handle, const void *data,
                                                   size_t length, int64_t timeout_ns) {
  const struct iovec message = {(void *)(uintptr_t)data, length};
  int result = is_timeout(timeout_ns) ? check_message(&handle->mapping, &message) : -EINVAL;
  if (result == 0) {
    result = put(handle, &message, timeout_ns);
  }
  handle_leave(handle);
  return result;
}

int shmq_put(shmq *queue, const void *data, size_t length, int64_t timeout_ns) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  bool has_put = is_timeout(timeout_ns) && put_at_once(handle, data, length);
  return has_put ? leave(handle) : put_and_leave(handle, data, length, timeout_ns);
}

ssize_t shmq_put_many(shmq *queue, const struct iovec *messages, size_t count, int64_t timeout_ns) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (messages == NULL || count == 0 || !is_timeout(timeout_ns)) {
    result = -EINVAL;
  } else {
    result = check_message(&handle->mapping, &messages[0]);
  }
  if (result == 0) {
    result = put_many(handle, messages, count_sound(&handle->mapping, messages, count), timeout_ns);
  }
  handle_leave(handle);
  return result;
}

static int refuse_to_back(const struct mapping *mapping, const struct place *place,
                          uint64_t length) {
  (void)mapping;
  (void)place;
  (void)length;
  return -EBUSY;
}

static int try_put(struct handle *handle, const struct iovec *message) {
  struct place place;
  uint64_t progress;
  int result = is_shut_down(&handle->mapping) ? -ESHUTDOWN : end_try(handle, PRODUCERS);
  if (result != 0) {
    return result > 0 ? -EBUSY : result;
  }
  if (!put_straight(handle, message)) {
    result = find_place(handle, message->iov_len, refuse_to_back, &place, &progress);
    if (result == 0) {
      ring_put(&handle->mapping, &place, message, 1, refuse_to_back);
    }
  }
  end_give(handle, PRODUCERS);
  return result > 0 ? -EBUSY : result;
}

static __attribute__((noinline)) int try_put_and_leave(struct handle *handle, const void *data,
                                                       size_t length) {
  const struct iovec message = {(void *)(uintptr_t)data, length};
  int result = check_message(&handle->mapping, &message);
  if (result == 0) {
    result = try_put(handle, &message);
    put_end(&handle->mapping, result == 0);
  }
  handle_leave(handle);
  return result;
}

int shmq_try_put(shmq *queue, const void *data, size_t length) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  return put_at_once(handle, data, length) ? leave(handle)
                                           : try_put_and_leave(handle, data, length);
}
