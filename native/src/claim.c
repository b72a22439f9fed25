/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Claiming the ends of the queue. DESIGN.md, section 7: the kernel's lock says that the claimant
 * lives, and the mark in the segment tells the others to look.
 */
#include <errno.h>

#include "barrier.h"
#include "end.h"
#include "shmq.h"
#include "wake.h"

static void set_claimed(struct handle *handle, enum end end, bool claimed) {
  atomic_store_explicit(&handle->grips[end].claimed, claimed, memory_order_release);
}

static int claim(struct handle *handle, enum end end) {
  const struct mapping *mapping = &handle->mapping;
  int result = presence_claim(mapping, end_presence(end));
  if (result != 0) {
    return result;
  }
  barrier_register(&barrier_everywhere);
  result = end_lock_patiently(handle, end);
  if (result != 0) {
    presence_let_go(mapping, end_presence(end));
    return result;
  }
  end_mark(mapping, end, CLAIMED);
  lock_release(end_mutex(mapping, end));
  set_claimed(handle, end, true);
  return 0;
}

/* Of an end that this handle has claimed and taken. */
static void unclaim(struct handle *handle, enum end end) {
  /* Not at work any more, before anybody else can be. */
  end_give(handle, end);
  end_unmark(&handle->mapping, end, CLAIMED);
  set_claimed(handle, end, false);
  presence_let_go(&handle->mapping, end_presence(end));
}

static bool is_asked_for(int ends, enum end end) {
  return (ends & (end == PRODUCERS ? SHMQ_PRODUCER : SHMQ_CONSUMER)) != 0;
}

static bool are_ends(int ends) {
  return ends != 0 && (ends & ~(SHMQ_PRODUCER | SHMQ_CONSUMER)) == 0;
}

static int claim_all(struct handle *handle, int ends) {
  bool claimed[ENDS] = {false};
  int result = 0;
  for (enum end end = PRODUCERS; end < ENDS && result == 0; end++) {
    if (is_asked_for(ends, end) && !grip_is_claimed(&handle->grips[end])) {
      result = claim(handle, end);
      claimed[end] = result == 0;
    }
  }
  for (enum end end = PRODUCERS; end < ENDS && result != 0; end++) {
    if (claimed[end] && end_take_patiently(handle, end) == 0) {
      unclaim(handle, end);
    }
  }
  return result;
}

static bool has_claimed_all(const struct handle *handle, int ends) {
  for (enum end end = PRODUCERS; end < ENDS; end++) {
    if (is_asked_for(ends, end) && !grip_is_claimed(&handle->grips[end])) {
      return false;
    }
  }
  return true;
}

/* Takes all before it lets go of any. */
static int unclaim_all(struct handle *handle, int ends) {
  if (!has_claimed_all(handle, ends)) {
    return -EPERM;
  }
  bool taken[ENDS] = {false};
  int result = 0;
  for (enum end end = PRODUCERS; end < ENDS && result == 0; end++) {
    if (is_asked_for(ends, end)) {
      result = end_take_patiently(handle, end);
      taken[end] = result == 0;
    }
  }
  for (enum end end = PRODUCERS; end < ENDS; end++) {
    if (taken[end] && result == 0) {
      unclaim(handle, end);
    } else if (taken[end]) {
      end_give(handle, end);
    }
  }
  return result;
}

static int change(shmq *queue, int ends, int (*change_all)(struct handle *handle, int ends)) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (!are_ends(ends)) {
    result = -EINVAL;
  } else if (atomic_exchange(&handle->changes_claims, true)) {
    result = -EBUSY;
  } else {
    result = change_all(handle, ends);
    atomic_store(&handle->changes_claims, false);
    /* Whoever sleeps there is told that the end has another rule now. */
    wake_all(&handle->mapping);
  }
  handle_leave(handle);
  return result;
}

int shmq_claim(shmq *queue, int ends) {
  return change(queue, ends, claim_all);
}

int shmq_unclaim(shmq *queue, int ends) {
  return change(queue, ends, unclaim_all);
}
