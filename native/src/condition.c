/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "condition.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"

/* Without FUTEX_PRIVATE_FLAG: the sleepers are in other processes. */
static long futex_wake(_Atomic uint32_t *word, int count) {
  return syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0);
}

int condition_sleep(struct condition *condition, uint32_t ticket, int64_t deadline) {
  /* FUTEX_WAIT_BITSET takes an absolute time of CLOCK_MONOTONIC. */
  struct timespec until = clock_timespec(deadline);
  long result = syscall(SYS_futex, &condition->sequence, FUTEX_WAIT_BITSET, ticket, &until, NULL,
                        FUTEX_BITSET_MATCH_ANY);
  return result != 0 && errno == ETIMEDOUT ? -ETIMEDOUT : 0;
}

void condition_wake_one(struct condition *condition, _Atomic uint64_t *wakes) {
  atomic_store_explicit(&condition->sleepers, 0, memory_order_seq_cst);
  atomic_fetch_add_explicit(&condition->sequence, 1, memory_order_seq_cst);
  if (futex_wake(&condition->sequence, 1) > 0) {
    /* There may be others. The woken puts the flag back up too, but it may be killed first. */
    atomic_store_explicit(&condition->sleepers, 1, memory_order_seq_cst);
    atomic_fetch_add_explicit(wakes, 1, memory_order_relaxed);
  }
}

void condition_wake_all(struct condition *condition) {
  atomic_fetch_add_explicit(&condition->sequence, 1, memory_order_seq_cst);
  futex_wake(&condition->sequence, INT_MAX);
}
