/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "end.h"

#include <errno.h>

#include "barrier.h"
#include "recovery.h"

static void set(_Atomic uint32_t *flag, uint32_t value) {
  atomic_store_explicit(flag, value, memory_order_release);
}

bool end_is_claimed(const struct handle *handle, enum end end) {
  return (end_marked(&handle->mapping, end) & CLAIMED) != 0 &&
         (grip_is_claimed(&handle->grips[end]) ||
          presence_of_others(&handle->mapping, end_presence(end)));
}

static bool is_in_section(const struct handle *handle, enum end end) {
  return atomic_load_explicit(&handle->grips[end].section, memory_order_relaxed) == handle_thread();
}

/* --- under the lock --- */

static bool is_lent(const struct mapping *mapping, enum end end) {
  return (end_marked(mapping, end) & LENT) != 0;
}

/* What the last owner left, whether by lock or by claim. */
static int repair(const struct mapping *mapping, enum end end) {
  int result = recover(mapping, end);
  if (result == 0) {
    set(end_busy(mapping, end), 0);
    end_unmark(mapping, end, CLAIMED | LENT);
  }
  return result;
}

/* Borrows the end from its living claimant, which gives its own way up once it sees that it is
 * lent. Either we see that it is at work, or it sees that. */
static int borrow_from_claimant(const struct mapping *mapping, enum end end) {
  bool left_by_dead = is_lent(mapping, end);
  end_mark(mapping, end, LENT);
  if (!barrier_for_all(&barrier_everywhere) || grip_is_at_work(mapping, end)) {
    /* What a dead borrower left, if it did anything, the next one repairs or the claimant. */
    if (!left_by_dead) {
      end_unmark(mapping, end, LENT);
    }
    return -EBUSY;
  }
  return left_by_dead ? recover(mapping, end) : 0;
}

/* With `result` of taking the lock: repairs what it must, and lets the lock go unless it returns 0.
 * `with_claimant` says how an end is taken that a living handle has claimed. */
static int settle(const struct handle *handle, enum end end, int result,
                  int (*with_claimant)(const struct mapping *mapping, enum end end)) {
  const struct mapping *mapping = &handle->mapping;
  if (result < 0) {
    return result;
  }
  bool owner_died = result == LOCK_OWNER_DIED;
  if (end_is_claimed(handle, end)) {
    result = with_claimant(mapping, end);
  } else if (end_marked(mapping, end) != 0 || owner_died) {
    /* Looked at once more: a claimant that let go meanwhile took its mark away first. */
    result = repair(mapping, end);
  }
  /* A damaged end is left as a dead claimant leaves it: every attempt to take it tries to repair it
   * and says so. The lock itself is not given up as beyond repair: a trylock of glibc would then
   * refuse it and yet keep it, for good. */
  if (result == -EPROTO) {
    end_mark(mapping, end, CLAIMED);
  }
  if (owner_died) {
    lock_repaired(end_mutex(mapping, end));
  }
  if (result != 0) {
    lock_release(end_mutex(mapping, end));
  }
  return result;
}

/* An end that is claimed is not to be had. What a borrower left that died is left to the claimant.
 */
static int refuse(const struct mapping *mapping, enum end end) {
  (void)mapping;
  (void)end;
  return -EBUSY;
}

/* The claimant takes its end back from whoever has borrowed it, or died in that. */
static int take_back(const struct mapping *mapping, enum end end) {
  int result = is_lent(mapping, end) ? recover(mapping, end) : 0;
  if (result == 0) {
    end_unmark(mapping, end, LENT);
    set(end_busy(mapping, end), 1);
  }
  return result;
}

/* --- taking --- */

static int lock_brief_or_wait(const struct handle *handle, enum end end, struct wait *wait) {
  pthread_mutex_t *mutex = end_mutex(&handle->mapping, end);
  int result = lock_try_briefly(mutex);
  return result == -EBUSY && wait != NULL ? wait_for_lock(handle, mutex, wait) : result;
}

int end_wait_for_return(const struct handle *handle, enum end end, struct wait *wait) {
  set(end_busy(&handle->mapping, end), 0);
  int result = settle(handle, end, lock_brief_or_wait(handle, end, wait), take_back);
  if (result == 0) {
    lock_release(end_mutex(&handle->mapping, end));
  }
  return result;
}

int end_tell_busy(const struct handle *handle, enum end end) {
  return is_in_section(handle, end) ? -EDEADLK : -EBUSY;
}

int end_take_slowly(struct handle *handle, enum end end, int result, struct wait *wait) {
  if (result == -EBUSY) {
    result = wait_for_lock(handle, end_mutex(&handle->mapping, end), wait);
  }
  return settle(handle, end, result, refuse);
}

int end_try_slowly(struct handle *handle, enum end end, int result) {
  if (result == -EBUSY) {
    result = lock_try_briefly(end_mutex(&handle->mapping, end));
  }
  return settle(handle, end, result, refuse);
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
  return without_timeout(settle(handle, end, lock_brief_or_wait(handle, end, &wait), refuse));
}

/* --- borrowing --- */

static int borrow(struct handle *handle, enum end end, struct wait *wait) {
  if (is_in_section(handle, end)) {
    return -EDEADLK;
  }
  return settle(handle, end, lock_brief_or_wait(handle, end, wait), borrow_from_claimant);
}

int end_borrow(struct handle *handle, enum end end) {
  return borrow(handle, end, NULL);
}

int end_borrow_within(struct handle *handle, enum end end, struct wait *wait) {
  int result = borrow(handle, end, wait);
  /* The claimant was at work: a moment later it is no more, or works for longer. */
  while (result == -EBUSY) {
    result = wait_for_a_moment(handle, wait);
    if (result != 0) {
      return result;
    }
    result = borrow(handle, end, wait);
  }
  return result;
}

int end_borrow_patiently(struct handle *handle, enum end end) {
  struct wait wait = {.timeout_ns = END_PATIENCE_NS};
  return without_timeout(end_borrow_within(handle, end, &wait));
}

void end_return(struct handle *handle, enum end end) {
  if (is_lent(&handle->mapping, end)) {
    end_unmark(&handle->mapping, end, LENT);
  }
  lock_release(end_mutex(&handle->mapping, end));
}
