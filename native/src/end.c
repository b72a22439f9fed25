/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "end.h"

#include <errno.h>

#include "recovery.h"

/* Under the lock: the last owner died with it, or left its claim's mark. Gives the lock up unless
 * it returns 0. */
static int take_over(const struct mapping *mapping, enum end end, bool owner_died) {
  pthread_mutex_t *mutex = end_mutex(mapping, end);
  int result = -EBUSY;
  if (!end_is_marked(mapping, end) || !presence_of_others(mapping, end_presence(end))) {
    result = recover(mapping, end);
    if (result == 0) {
      end_unmark(mapping, end);
    }
  }
  /* A damaged end is not marked as repaired: from now on every attempt to take it says so. Beside a
   * living claimant nobody does anything under the lock, so there is nothing to repair. */
  if (owner_died && result != -EPROTO) {
    lock_repaired(mutex);
  }
  if (result != 0) {
    lock_release(mutex);
  }
  return result;
}

static int settle(const struct mapping *mapping, enum end end, int result) {
  bool owner_died = result == LOCK_OWNER_DIED;
  if (owner_died || (result == 0 && end_is_marked(mapping, end))) {
    return take_over(mapping, end, owner_died);
  }
  return result;
}

int end_take_claimed(struct handle *handle, enum end end) {
  struct grip *grip = &handle->grips[end];
  /* One thread at a time is the caller's duty: that two come at once is noticed for the most part.
   */
  if (atomic_load_explicit(&grip->busy, memory_order_acquire)) {
    bool own = atomic_load_explicit(&grip->section, memory_order_relaxed) == handle_thread();
    return own ? -EDEADLK : -EBUSY;
  }
  atomic_store_explicit(&grip->busy, true, memory_order_relaxed);
  return 0;
}

int end_take_slowly(struct handle *handle, enum end end, int result, struct wait *wait) {
  if (result == -EBUSY) {
    result = wait_for_lock(handle, end_mutex(&handle->mapping, end), wait);
  }
  return settle(&handle->mapping, end, result);
}

int end_try(struct handle *handle, enum end end) {
  if (grip_is_claimed(&handle->grips[end])) {
    return end_take_claimed(handle, end);
  }
  return end_borrow(handle, end);
}

int end_borrow(struct handle *handle, enum end end) {
  if (grip_is_claimed(&handle->grips[end])) {
    return -EBUSY;
  }
  return settle(&handle->mapping, end, lock_try_briefly(end_mutex(&handle->mapping, end)));
}

static int without_timeout(int result) {
  return result == -ETIMEDOUT ? -EBUSY : result;
}

int end_take_patiently(struct handle *handle, enum end end) {
  struct wait wait = {.timeout_ns = END_PATIENCE_NS};
  return without_timeout(end_take(handle, end, &wait));
}

int end_lock_patiently(struct handle *handle, enum end end) {
  struct wait wait = {.timeout_ns = END_PATIENCE_NS};
  int result = lock_try(end_mutex(&handle->mapping, end));
  return without_timeout(end_take_slowly(handle, end, result, &wait));
}
