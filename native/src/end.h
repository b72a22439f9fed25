/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Taking and giving an end of the queue. One thread of one process has an end at a time: by its
 * lock, or by a claim. Whoever takes it repairs what the last owner left, if that died. DESIGN.md,
 * sections 4, 6 and 7.
 */
#ifndef SHMQ_END_H
#define SHMQ_END_H

#include "clock.h"
#include "grip.h"
#include "handle.h"
#include "inline.h"
#include "wait.h"

/* How long calls without a timeout wait for an end. */
#define END_PATIENCE_NS SLICE_NS

/* The byte whose lock says that the claimant lives. */
static inline enum presence_byte end_presence(enum end end) {
  return end == PRODUCERS ? PRESENCE_CLAIM_PRODUCER : PRESENCE_CLAIM_CONSUMER;
}

/* True if another handle has claimed the end, or had when it died. */
static inline bool end_is_marked_by_others(const struct handle *handle, enum end end) {
  return (end_marked(&handle->mapping, end) & CLAIMED) != 0 &&
         !grip_is_claimed(&handle->grips[end]);
}

/* True if a handle that lives, this or another, has claimed the end. */
bool end_is_claimed(const struct handle *handle, enum end end);

/* The rest of end_take: of an end that this handle claimed, with a thread at work there, or lent to
 * another; and, with `result` of the first try, one that needs waiting for or a repair. */
COLD int end_tell_busy(const struct handle *handle, enum end end);
COLD int end_wait_for_return(const struct handle *handle, enum end end, struct wait *wait);
COLD int end_take_slowly(struct handle *handle, enum end end, int result, struct wait *wait);

/* Takes the end if this handle has claimed it and no other thread or handle is at work there. */
static HOT bool end_take_claimed_at_once(const struct handle *handle, enum end end) {
  const struct mapping *mapping = &handle->mapping;
  if (!grip_is_claimed(&handle->grips[end]) || grip_is_at_work(mapping, end)) {
    return false;
  }
  if (__builtin_expect(grip_go_to_work(mapping, end), 1)) {
    return true;
  }
  grip_give_claimed(mapping, end);
  return false;
}

static HOT int end_take_claimed(const struct handle *handle, enum end end, struct wait *wait) {
  const struct mapping *mapping = &handle->mapping;
  /* One thread at a time is the caller's duty: that two come at once is noticed for the most part.
   */
  if (__builtin_expect(grip_is_at_work(mapping, end), 0)) {
    return end_tell_busy(handle, end);
  }
  return __builtin_expect(grip_go_to_work(mapping, end), 1)
             ? 0
             : end_wait_for_return(handle, end, wait);
}

/* Takes the end. Returns 0; -ETIMEDOUT; -EBUSY if another handle has claimed it, or another thread
 * is at work there though this one has, or a no-wait call cannot have the lock; -EDEADLK if this
 * thread has it; -EBADF; -EPROTO. */
static HOT int end_take(struct handle *handle, enum end end, struct wait *wait) {
  if (__builtin_expect(grip_is_claimed(&handle->grips[end]), 0)) {
    return end_take_claimed(handle, end, wait);
  }
  int result = lock_try(end_mutex(&handle->mapping, end));
  if (__builtin_expect(result == 0 && end_marked(&handle->mapping, end) == 0, 1)) {
    return 0;
  }
  return end_take_slowly(handle, end, result, wait);
}

/* The rest of end_try, with `result` of the first try: of an end that needs more than that. */
COLD int end_try_slowly(struct handle *handle, enum end end, int result);

/* As end_take, for about a microsecond. */
static HOT int end_try(struct handle *handle, enum end end) {
  if (__builtin_expect(grip_is_claimed(&handle->grips[end]), 0)) {
    return end_take_claimed(handle, end, NULL);
  }
  int result = lock_try(end_mutex(&handle->mapping, end));
  if (__builtin_expect(result == 0 && end_marked(&handle->mapping, end) == 0, 1)) {
    return 0;
  }
  return end_try_slowly(handle, end, result);
}

/* Gives back what end_take or end_try took. */
static inline void end_give(struct handle *handle, enum end end) {
  grip_give(&handle->grips[end], &handle->mapping, end);
}

/* Borrows the end, from its claimant too, whoever that is, for about a microsecond or for
 * END_PATIENCE_NS. Returns 0; -EBUSY, -EDEADLK, -EBADF, -EPROTO. */
int end_borrow(struct handle *handle, enum end end);
int end_borrow_patiently(struct handle *handle, enum end end);

/* As end_borrow, for as long as the wait lasts. Returns also -ETIMEDOUT. */
int end_borrow_within(struct handle *handle, enum end end, struct wait *wait);

/* Gives back what was borrowed, with the same order of stores and loads as end_give. */
void end_return(struct handle *handle, enum end end);

/* As end_take, for END_PATIENCE_NS: then -EBUSY. */
int end_take_patiently(struct handle *handle, enum end end);

/* Takes the lock of an end that no other living handle has claimed, for END_PATIENCE_NS. Returns as
 * end_borrow. To be let go with lock_release. */
int end_lock_patiently(struct handle *handle, enum end end);

#endif
