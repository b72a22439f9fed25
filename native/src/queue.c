/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The public calls: handles, locks, waits and wakes around the ring.
 */
#include <errno.h>
#include <stddef.h>

#include "clock.h"
#include "condition.h"
#include "handle.h"
#include "lock.h"
#include "patience.h"
#include "recovery.h"
#include "ring.h"
#include "segment.h"
#include "shmq.h"
#include "spin.h"

/* A putter that needs the consumer lock for a moment and did not get it looks again after this. */
#define NAP_NS (1 * NANOS_PER_MILLI)

/* The waits of one call, for locks and for messages or room: together they end at its deadline. */
struct wait {
  int64_t timeout_ns;
  int64_t deadline; /* 0 until the call first has to wait */
};

static int64_t wait_deadline(struct wait *wait) {
  if (wait->deadline == 0) {
    wait->deadline = clock_deadline(wait->timeout_ns == 0 ? NOWAIT_LOCK_NS : wait->timeout_ns);
  }
  return wait->deadline;
}

static bool is_timeout(int64_t timeout_ns) {
  return timeout_ns >= 0 || timeout_ns == SHMQ_FOREVER;
}

/* --- taking the locks --- */

static int lock_end(struct handle *handle, pthread_mutex_t *mutex,
                    int (*recover)(const struct mapping *mapping), struct wait *wait) {
  int result = lock_try(mutex);
  if (result == -EBUSY) {
    result = lock_wait(mutex, wait_deadline(wait), &handle->closing);
  }
  if (result == -ETIMEDOUT && wait->timeout_ns == 0) {
    return -EBUSY;
  }
  return result == LOCK_OWNER_DIED ? recover(&handle->mapping) : result;
}

static int lock_end_briefly(const struct mapping *mapping, pthread_mutex_t *mutex,
                            int (*recover)(const struct mapping *mapping)) {
  int result = lock_try_briefly(mutex);
  return result == LOCK_OWNER_DIED ? recover(mapping) : result;
}

/* --- waiting --- */

/* What a wait is for, and where those who bring it about signal it. */
struct awaited {
  struct condition *condition;
  struct patience *patience;
  bool (*is_there)(const struct mapping *mapping, const void *argument);
  const void *argument;
};

static bool message_is_there(const struct mapping *mapping, const void *unused) {
  (void)unused;
  return ring_has_message(mapping);
}

static bool room_is_there(const struct mapping *mapping, const void *head_then) {
  return ring_has_progress(mapping, *(const uint64_t *)head_then);
}

static bool is_closing(const struct handle *handle) {
  return atomic_load_explicit(&handle->closing, memory_order_acquire);
}

/* Polls for a while. Returns true if what is awaited is there. */
static bool poll_for(const struct handle *handle, const struct awaited *awaited, int64_t span_ns) {
  struct spin spin = spin_begin(span_ns);
  do {
    if (awaited->is_there(&handle->mapping, awaited->argument)) {
      return true;
    }
  } while (spin_again(&spin) && !is_closing(handle));
  return false;
}

/* Sleeps until what is awaited is there. */
static int sleep_for(const struct handle *handle, const struct awaited *awaited, int64_t deadline) {
  for (;;) {
    uint32_t ticket = condition_prepare(awaited->condition);
    if (is_closing(handle)) {
      return -EBADF;
    }
    if (awaited->is_there(&handle->mapping, awaited->argument)) {
      return 0;
    }
    if (clock_now() >= deadline) {
      return -ETIMEDOUT;
    }
    condition_sleep(awaited->condition, ticket, clock_slice(deadline, SLICE_NS));
  }
}

/* Waits until what is awaited is there. Returns 0, -ETIMEDOUT or -EBADF. */
static int wait_for(const struct handle *handle, const struct awaited *awaited, struct wait *wait) {
  int64_t deadline = wait_deadline(wait);
  int64_t begin = clock_now();
  /* Also if it is there again by now: others may take it before us for ever. */
  if (begin >= deadline) {
    return -ETIMEDOUT;
  }
  int64_t spin_ns = patience_spin(awaited->patience);
  bool spin_sufficed =
      poll_for(handle, awaited, spin_ns < deadline - begin ? spin_ns : deadline - begin);
  if (spin_sufficed) {
    patience_confirm(awaited->patience);
    return 0;
  }
  int result = sleep_for(handle, awaited, deadline);
  patience_doubt(awaited->patience, clock_now() - begin);
  return result;
}

/* Lets the holder of the lock at the other end, for which a put may not wait, go on for a moment.
 */
static int nap(const struct handle *handle, struct wait *wait) {
  int64_t deadline = wait_deadline(wait);
  if (clock_now() >= deadline) {
    return wait->timeout_ns == 0 ? -EBUSY : -ETIMEDOUT;
  }
  struct timespec until = clock_timespec(clock_slice(deadline, NAP_NS));
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
  return is_closing(handle) ? -EBADF : 0;
}

/* --- waking --- */

/* Whoever leaves a message or room behind while others may be asleep wakes one more of them: the
 * one that was woken for it may be dead, or have taken something else. */
static void pass_on_message(const struct mapping *mapping) {
  struct condition *condition = &mapping->segment->not_empty;
  if (condition_has_sleepers(condition) && ring_has_message(mapping)) {
    condition_wake_one(condition);
  }
}

static void pass_on_room(const struct mapping *mapping) {
  struct condition *condition = &mapping->segment->not_full;
  if (condition_has_sleepers(condition) && !ring_is_full(mapping)) {
    condition_wake_one(condition);
  }
}

/* --- put --- */

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

static int put_once(struct handle *handle, const void *data, size_t length, struct wait *wait,
                    uint64_t *head_then) {
  const struct mapping *mapping = &handle->mapping;
  int result = lock_end(handle, &mapping->segment->producer.mutex, recover_producer, wait);
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
    result = result == -EBUSY ? nap(handle, &wait) : wait_for(handle, &room, &wait);
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
  int result = lock_end_briefly(mapping, &mapping->segment->producer.mutex, recover_producer);
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

/* --- get --- */

static ssize_t get_locked(const struct mapping *mapping, void *buffer, size_t capacity) {
  ssize_t result = ring_get(mapping, buffer, capacity);
  lock_release(&mapping->segment->consumer.mutex);
  return result;
}

static ssize_t get_once(struct handle *handle, void *buffer, size_t capacity, struct wait *wait) {
  const struct mapping *mapping = &handle->mapping;
  int result = lock_end(handle, &mapping->segment->consumer.mutex, recover_consumer, wait);
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
  int result = lock_end_briefly(mapping, &mapping->segment->consumer.mutex, recover_consumer);
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

/* --- the queue's life and state --- */

int shmq_create(const char *name, const struct shmq_options *options, shmq **queue) {
  if (queue == NULL) {
    return -EINVAL;
  }
  struct mapping mapping;
  int result = segment_create(name, options, &mapping);
  return result == 0 ? handle_open(&mapping, queue) : result;
}

int shmq_open(const char *name, shmq **queue) {
  if (queue == NULL) {
    return -EINVAL;
  }
  struct mapping mapping;
  int result = segment_open(name, &mapping);
  return result == 0 ? handle_open(&mapping, queue) : result;
}

int shmq_close(shmq *queue) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  result = handle_close(handle);
  if (result == 0) {
    /* Sleepers of other processes look around and go back to sleep. */
    condition_wake_all(&handle->mapping.segment->not_empty);
    condition_wake_all(&handle->mapping.segment->not_full);
  }
  handle_leave(handle);
  return result;
}

int shmq_unlink(const char *name) {
  return segment_unlink(name);
}

/* Answers a question about the state of an open queue. */
static int64_t ask(shmq *queue, int64_t (*question)(const struct mapping *mapping)) {
  struct handle *handle;
  int64_t result = handle_enter(queue, &handle);
  if (result == 0) {
    result = question(&handle->mapping);
    handle_leave(handle);
  }
  return result;
}

static int64_t count(const struct mapping *mapping) {
  return (int64_t)ring_count(mapping);
}

static int64_t is_empty(const struct mapping *mapping) {
  return !ring_has_message(mapping);
}

static int64_t is_full(const struct mapping *mapping) {
  return ring_is_full(mapping);
}

static int64_t max_messages(const struct mapping *mapping) {
  return (int64_t)mapping->max_messages;
}

static int64_t max_length(const struct mapping *mapping) {
  return (int64_t)ring_max_length(mapping);
}

int64_t shmq_qsize(shmq *queue) {
  return ask(queue, count);
}

int shmq_empty(shmq *queue) {
  return (int)ask(queue, is_empty);
}

int shmq_full(shmq *queue) {
  return (int)ask(queue, is_full);
}

int64_t shmq_max_messages(shmq *queue) {
  return ask(queue, max_messages);
}

int64_t shmq_max_length(shmq *queue) {
  return ask(queue, max_length);
}

int shmq_set_spin(shmq *queue, int64_t spin_ns) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (spin_ns >= 0 || spin_ns == SHMQ_SPIN_ADAPTIVE) {
    patience_set(&handle->get_patience, spin_ns);
    patience_set(&handle->put_patience, spin_ns);
  } else {
    result = -EINVAL;
  }
  handle_leave(handle);
  return result;
}
