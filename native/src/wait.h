/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The waits of one call, for locks and for messages or room: together they end at its deadline.
 */
#ifndef SHMQ_WAIT_H
#define SHMQ_WAIT_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "handle.h"
#include "shmq.h"

struct wait {
  int64_t timeout_ns;
  int64_t deadline; /* 0 until the call first has to wait */
};

static inline bool is_timeout(int64_t timeout_ns) {
  return timeout_ns >= 0 || timeout_ns == SHMQ_FOREVER;
}

/* What a wait is for, and where those who bring it about signal it. */
struct awaited {
  struct condition *condition;
  _Atomic uint64_t *sleeps; /* counts those that slept for it; may be NULL */
  struct patience *patience;
  bool (*is_there)(struct handle *handle, const void *argument);
  const void *argument;
  /* What to do while there is nothing else to do, up to the deadline; may be NULL. Returns whether
   * there is something to do once nothing has happened for a moment, which is_long says. */
  bool (*while_idle)(struct handle *handle, int64_t deadline, bool is_long);
};

/* Waits until what is awaited is there. Returns 0, -ETIMEDOUT or -EBADF. */
int wait_for(struct handle *handle, const struct awaited *awaited, struct wait *wait);

/* Waits for a moment: for the holder of a lock that may not be waited for. Returns 0; when the time
 * has passed -ETIMEDOUT, or -EBUSY for a no-wait call; -EBADF. */
int wait_for_a_moment(const struct handle *handle, struct wait *wait);

/* Between two pieces of work. Returns 0 if there is time left, also to a no-wait call, which works
 * and does not wait; -ETIMEDOUT or -EBADF. */
int wait_goes_on(const struct handle *handle, struct wait *wait);

/* Waits for a lock. Returns as lock_try does, and -ETIMEDOUT, or -EBUSY for a no-wait call; -EBADF.
 */
int wait_for_lock(const struct handle *handle, pthread_mutex_t *mutex, struct wait *wait);

#endif
