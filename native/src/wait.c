/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "wait.h"

#include <errno.h>
#include <time.h>

#include "barrier.h"
#include "clock.h"
#include "condition.h"
#include "lock.h"
#include "patience.h"
#include "spin.h"

#define MOMENT_NS (1 * NANOS_PER_MILLI)

static int64_t wait_deadline(struct wait *wait) {
  if (wait->deadline == 0) {
    wait->deadline = clock_deadline(wait->timeout_ns == 0 ? NOWAIT_LOCK_NS : wait->timeout_ns);
  }
  return wait->deadline;
}

/* The result of a call whose time is up for want of a lock. */
static int out_of_time(const struct wait *wait) {
  return wait->timeout_ns == 0 ? -EBUSY : -ETIMEDOUT;
}

/* Polls for a while. Returns true if what is awaited is there. */
static bool poll_for(struct handle *handle, const struct awaited *awaited, int64_t span_ns) {
  struct spin spin = spin_begin(span_ns);
  do {
    if (awaited->is_there(handle, awaited->argument)) {
      return true;
    }
  } while (spin_again(&spin) && !handle_is_closing(handle));
  return false;
}

static void count(_Atomic uint64_t *counter) {
  if (counter != NULL) {
    atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
  }
}

/* A claimant has no barrier between what it does and its look at the sleepers: the sleeper has it
 * for both. Returns false if it cannot; then the claimant may overlook it. */
static bool see_claimants(const struct handle *handle) {
  bool is_claimed = false;
  for (enum end end = PRODUCERS; end < ENDS; end++) {
    is_claimed = is_claimed || (end_marked(&handle->mapping, end) & CLAIMED) != 0;
  }
  return !is_claimed || barrier_for_all(&barrier_everywhere);
}

/* Sleeps until what is awaited is there. */
static int sleep_for(struct handle *handle, const struct awaited *awaited, int64_t deadline) {
  bool slept = false;
  bool slept_through = false;
  for (;;) {
    bool has_more_to_do =
        awaited->while_idle != NULL && awaited->while_idle(handle, deadline, slept_through);
    uint32_t ticket = condition_prepare(awaited->condition);
    bool is_to_be_short = !see_claimants(handle) || has_more_to_do;
    if (handle_is_closing(handle)) {
      return -EBADF;
    }
    if (awaited->is_there(handle, awaited->argument)) {
      if (slept_through) {
        count(&handle->mapping.segment->counters.slice_rescues);
      }
      return 0;
    }
    if (clock_now() >= deadline) {
      return -ETIMEDOUT;
    }
    if (!slept) {
      count(awaited->sleeps);
      slept = true;
    }
    int64_t until = clock_slice(deadline, is_to_be_short ? MOMENT_NS : SLICE_NS);
    slept_through = condition_sleep(awaited->condition, ticket, until) == -ETIMEDOUT;
  }
}

int wait_for(struct handle *handle, const struct awaited *awaited, struct wait *wait) {
  int64_t deadline = wait_deadline(wait);
  int64_t begin = clock_now();
  /* Both also if it is there again by now: others may take it before us for ever. */
  if (handle_is_closing(handle)) {
    return -EBADF;
  }
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

int wait_for_a_moment(const struct handle *handle, struct wait *wait) {
  int64_t deadline = wait_deadline(wait);
  if (clock_now() >= deadline) {
    return out_of_time(wait);
  }
  struct timespec until = clock_timespec(clock_slice(deadline, MOMENT_NS));
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
  return handle_is_closing(handle) ? -EBADF : 0;
}

int wait_goes_on(const struct handle *handle, struct wait *wait) {
  if (handle_is_closing(handle)) {
    return -EBADF;
  }
  if (wait->timeout_ns == 0) {
    return 0;
  }
  int64_t deadline = wait_deadline(wait);
  return clock_now() >= deadline ? -ETIMEDOUT : 0;
}

int wait_for_lock(const struct handle *handle, pthread_mutex_t *mutex, struct wait *wait) {
  int result = lock_wait(mutex, wait_deadline(wait), &handle->closing);
  return result == -ETIMEDOUT ? out_of_time(wait) : result;
}
