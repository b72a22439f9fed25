/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Putting messages.
 */
#include <errno.h>
#include <stddef.h>

#include "condition.h"
#include "handle.h"
#include "lock.h"
#include "recovery.h"
#include "ring.h"
#include "shmq.h"
#include "wait.h"

static bool room_is_there(const struct mapping *mapping, const void *head_then) {
  return ring_has_progress(mapping, *(const uint64_t *)head_then);
}

/* Whoever leaves room behind while producers may be asleep wakes one more of them: the one that was
 * woken for it may be dead, or too long for it. */
static void pass_on_room(const struct mapping *mapping) {
  struct condition *condition = &mapping->segment->not_full;
  if (condition_has_sleepers(condition) && !ring_is_full(mapping)) {
    condition_wake_one(condition);
  }
}

static int check_message(const struct mapping *mapping, const void *data, size_t length) {
  if (data == NULL && length > 0) {
    return -EINVAL;
  }
  return length > ring_max_length(mapping) ? -EMSGSIZE : 0;
}

/* Puts and lets the lock go. `reserve` sees to a place that memory does not yet back. */
static int put_locked(const struct mapping *mapping, const void *data, size_t length,
                      int (*reserve)(const struct mapping *mapping, const struct place *place,
                                     uint64_t length),
                      uint64_t *head_then) {
  struct place place;
  int result = ring_place(mapping, length, &place, head_then);
  if (result == 0 && !ring_is_reserved(mapping, &place, length)) {
    result = reserve(mapping, &place, length);
  }
  if (result == 0) {
    ring_put(mapping, &place, data, length);
  }
  lock_release(&mapping->segment->producer.mutex);
  return result;
}

static int put_once(const struct handle *handle, const void *data, size_t length, struct wait *wait,
                    uint64_t *head_then) {
  const struct mapping *mapping = &handle->mapping;
  int result = wait_for_lock(handle, &mapping->segment->producer.mutex, recover_producer, wait);
  return result == 0 ? put_locked(mapping, data, length, ring_reserve, head_then) : result;
}

static int put(struct handle *handle, const void *data, size_t length, int64_t timeout_ns) {
  const struct mapping *mapping = &handle->mapping;
  struct wait wait = {.timeout_ns = timeout_ns};
  uint64_t head_then = 0;
  const struct awaited room = {.condition = &mapping->segment->not_full,
                               .patience = &handle->put_patience,
                               .is_there = room_is_there,
                               .argument = &head_then};
  int result = put_once(handle, data, length, &wait, &head_then);
  while (result == -EBUSY || (result == -EAGAIN && timeout_ns != 0)) {
    result = result == -EBUSY ? wait_for_a_moment(handle, &wait) : wait_for(handle, &room, &wait);
    if (result != 0) {
      break;
    }
    result = put_once(handle, data, length, &wait, &head_then);
    if (result == -EAGAIN) {
      /* There may be room for somebody's smaller message. */
      pass_on_room(mapping);
    }
  }
  return result;
}

static void after_put(const struct mapping *mapping, int result) {
  if (result == 0 && condition_has_sleepers(&mapping->segment->not_empty)) {
    condition_wake_one(&mapping->segment->not_empty);
  }
  pass_on_room(mapping);
}

int shmq_put(shmq *queue, const void *data, size_t length, int64_t timeout_ns) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  result = is_timeout(timeout_ns) ? check_message(&handle->mapping, data, length) : -EINVAL;
  if (result == 0) {
    result = put(handle, data, length, timeout_ns);
    after_put(&handle->mapping, result);
  }
  handle_leave(handle);
  return result;
}

static int refuse_to_reserve(const struct mapping *mapping, const struct place *place,
                             uint64_t length) {
  (void)mapping;
  (void)place;
  (void)length;
  return -EBUSY;
}

static int try_put(const struct mapping *mapping, const void *data, size_t length) {
  int result = try_lock(mapping, &mapping->segment->producer.mutex, recover_producer);
  uint64_t head_then;
  return result == 0 ? put_locked(mapping, data, length, refuse_to_reserve, &head_then) : result;
}

int shmq_try_put(shmq *queue, const void *data, size_t length) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  result = check_message(&handle->mapping, data, length);
  if (result == 0) {
    result = try_put(&handle->mapping, data, length);
    after_put(&handle->mapping, result);
  }
  handle_leave(handle);
  return result;
}
