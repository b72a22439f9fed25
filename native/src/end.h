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
#include "wait.h"

/* How long calls without a timeout wait for an end. */
#define END_PATIENCE_NS SLICE_NS

/* The byte whose lock says that the claimant lives. */
static inline enum presence_byte end_presence(enum end end) {
  return end == PRODUCERS ? PRESENCE_CLAIM_PRODUCER : PRESENCE_CLAIM_CONSUMER;
}

/* The rest of end_take: an end that this handle claimed; and, with `result` of the first try, one
 * that needs waiting for or a repair. */
int end_take_claimed(struct handle *handle, enum end end);
int end_take_slowly(struct handle *handle, enum end end, int result, struct wait *wait);

/* Takes the end. Returns 0; -ETIMEDOUT; -EBUSY if another handle has claimed it, or another thread
 * is at work there though this one has, or a no-wait call cannot have the lock; -EDEADLK if this
 * thread has it; -EBADF; -EPROTO. */
static inline int end_take(struct handle *handle, enum end end, struct wait *wait) {
  if (__builtin_expect(grip_is_claimed(&handle->grips[end]), 0)) {
    return end_take_claimed(handle, end);
  }
  int result = lock_try(end_mutex(&handle->mapping, end));
  if (__builtin_expect(result == 0 && !end_is_marked(&handle->mapping, end), 1)) {
    return 0;
  }
  return end_take_slowly(handle, end, result, wait);
}

/* As end_take, for about a microsecond. */
int end_try(struct handle *handle, enum end end);

/* As end_try, from within work at the other end: what this handle claimed belongs to another
 * thread. */
int end_borrow(struct handle *handle, enum end end);

/* As end_take, for END_PATIENCE_NS: then -EBUSY. */
int end_take_patiently(struct handle *handle, enum end end);

/* Takes the lock of an end, which no other handle has claimed, for END_PATIENCE_NS: then -EBUSY. To
 * be let go with lock_release. */
int end_lock_patiently(struct handle *handle, enum end end);

static inline void end_give(struct handle *handle, enum end end) {
  grip_give(&handle->grips[end], end_mutex(&handle->mapping, end));
}

#endif
