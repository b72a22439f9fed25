/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Shutting the queue down, and the accounts of tasks that end with it.
 */
#include <errno.h>

#include "end.h"
#include "look.h"
#include "reclaim.h"
#include "ring.h"
#include "shmq.h"
#include "wake.h"

/* Nobody will get what is there: only its memory is of use to anybody. */
static void drop_messages(struct handle *handle) {
  if (end_borrow_patiently(handle, PRODUCERS) != 0) {
    return;
  }
  if (end_borrow_patiently(handle, CONSUMERS) == 0) {
    ring_drop(&handle->mapping);
    end_return(handle, CONSUMERS);
  }
  end_return(handle, PRODUCERS);
}

/* From the moment of this store on no put commits: puts look at it where they have the end. */
static int announce(struct handle *handle, uint32_t shutdown) {
  int result = end_borrow_patiently(handle, PRODUCERS);
  if (result != 0) {
    return result;
  }
  if (look_at_shutdown(&handle->mapping) < shutdown) {
    atomic_store_explicit(&handle->mapping.segment->state.shutdown, shutdown, memory_order_release);
  }
  end_return(handle, PRODUCERS);
  return 0;
}

int shmq_shutdown(shmq *queue, int immediate) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  result = announce(handle, immediate != 0 ? SHMQ_SHUT : SHMQ_DRAINING);
  if (result == 0) {
    if (immediate != 0) {
      drop_messages(handle);
    }
    wake_all(&handle->mapping);
    if (reclaim_is_possible(&handle->mapping) && !look_for_message(&handle->mapping)) {
      reclaim_after_drain(handle);
    }
  }
  handle_leave(handle);
  return result;
}

/* --- tasks --- */

static int task_done(const struct mapping *mapping) {
  struct tasks *tasks = &mapping->segment->tasks;
  /* Acquire: whoever counted saw the message that it counted, and then so do we. */
  uint64_t done = atomic_load_explicit(&tasks->done, memory_order_acquire);
  do {
    if (done >= look_at_puts(mapping)) {
      return -EINVAL;
    }
  } while (!atomic_compare_exchange_weak_explicit(&tasks->done, &done, done + 1,
                                                  memory_order_seq_cst, memory_order_acquire));
  /* A full barrier between the count and this look, which the exchange is on x86-64 alone. */
  atomic_thread_fence(memory_order_seq_cst);
  if (condition_has_sleepers(&tasks->all_done) && done + 1 == look_at_puts(mapping)) {
    condition_wake_all(&tasks->all_done);
  }
  return 0;
}

int shmq_task_done(shmq *queue) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result == 0) {
    result = task_done(&handle->mapping);
    handle_leave(handle);
  }
  return result;
}

static bool is_all_done(struct handle *handle, const void *unused) {
  (void)unused;
  const struct mapping *mapping = &handle->mapping;
  /* In this order: no more is ever done than put, so that if both are equal they were so when the
   * first was read. */
  uint64_t done = atomic_load_explicit(&mapping->segment->tasks.done, memory_order_seq_cst);
  return done == look_at_puts(mapping) || look_at_shutdown(mapping) == SHMQ_SHUT;
}

static int join(struct handle *handle, int64_t timeout_ns) {
  const struct awaited all_done = {.condition = &handle->mapping.segment->tasks.all_done,
                                   .patience = &handle->join_patience,
                                   .is_there = is_all_done};
  struct wait wait = {.timeout_ns = timeout_ns};
  if (is_all_done(handle, NULL)) {
    return 0;
  }
  return timeout_ns == 0 ? -EAGAIN : wait_for(handle, &all_done, &wait);
}

int shmq_join(shmq *queue, int64_t timeout_ns) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result == 0) {
    result = is_timeout(timeout_ns) ? join(handle, timeout_ns) : -EINVAL;
    handle_leave(handle);
  }
  return result;
}
