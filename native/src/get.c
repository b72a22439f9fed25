/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Getting messages.
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

static bool message_is_there(const struct mapping *mapping, const void *unused) {
  (void)unused;
  return ring_has_message(mapping);
}

/* Whoever leaves a message behind while consumers may be asleep wakes one more of them: the one
 * that was woken for it may be dead. */
static void pass_on_message(const struct mapping *mapping) {
  struct condition *condition = &mapping->segment->not_empty;
  if (condition_has_sleepers(condition) && ring_has_message(mapping)) {
    condition_wake_one(condition);
  }
}

static ssize_t get_locked(const struct mapping *mapping, void *buffer, size_t capacity) {
  ssize_t result = ring_get(mapping, buffer, capacity);
  lock_release(&mapping->segment->consumer.mutex);
  return result;
}

static ssize_t get_once(const struct handle *handle, void *buffer, size_t capacity,
                        struct wait *wait) {
  const struct mapping *mapping = &handle->mapping;
  int result = wait_for_lock(handle, &mapping->segment->consumer.mutex, recover_consumer, wait);
  return result == 0 ? get_locked(mapping, buffer, capacity) : result;
}

static ssize_t get(struct handle *handle, void *buffer, size_t capacity, int64_t timeout_ns) {
  const struct awaited message = {.condition = &handle->mapping.segment->not_empty,
                                  .patience = &handle->get_patience,
                                  .is_there = message_is_there};
  struct wait wait = {.timeout_ns = timeout_ns};
  /* An empty queue is seen without the lock. */
  ssize_t result = -EAGAIN;
  if (ring_has_message(&handle->mapping)) {
    result = get_once(handle, buffer, capacity, &wait);
  }
  while (result == -EAGAIN && timeout_ns != 0) {
    result = wait_for(handle, &message, &wait);
    if (result == 0) {
      result = get_once(handle, buffer, capacity, &wait);
    }
  }
  return result;
}

static void after_get(const struct mapping *mapping, ssize_t result, size_t capacity) {
  bool taken = result >= 0 && (size_t)result <= capacity;
  if (taken && condition_has_sleepers(&mapping->segment->not_full)) {
    condition_wake_one(&mapping->segment->not_full);
  }
  pass_on_message(mapping);
}

ssize_t shmq_get(shmq *queue, void *buffer, size_t capacity, int64_t timeout_ns) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (!is_timeout(timeout_ns) || (buffer == NULL && capacity > 0)) {
    result = -EINVAL;
  } else {
    result = get(handle, buffer, capacity, timeout_ns);
    after_get(&handle->mapping, result, capacity);
  }
  handle_leave(handle);
  return result;
}

static ssize_t try_get(const struct mapping *mapping, void *buffer, size_t capacity) {
  if (!ring_has_message(mapping)) {
    return -EAGAIN;
  }
  int result = try_lock(mapping, &mapping->segment->consumer.mutex, recover_consumer);
  return result == 0 ? get_locked(mapping, buffer, capacity) : result;
}

ssize_t shmq_try_get(shmq *queue, void *buffer, size_t capacity) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (buffer == NULL && capacity > 0) {
    result = -EINVAL;
  } else {
    result = try_get(&handle->mapping, buffer, capacity);
    after_get(&handle->mapping, result, capacity);
  }
  handle_leave(handle);
  return result;
}
