/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The robust, process-shared mutex of one end of the queue, with deadlines that hold.
 */
#ifndef SHMQ_LOCK_H
#define SHMQ_LOCK_H

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "layout.h"

/* The mutexes of this build, as the segment's identity records them. */
#if defined(__GLIBC__)
#define MUTEX_LIBRARY MUTEX_GLIBC
#else
#define MUTEX_LIBRARY MUTEX_MUSL
#endif

/* How long a no-wait call tries for a lock whose holder does not run, before it gives up. */
#define NOWAIT_LOCK_NS (2 * INT64_C(1000000))

/* Result of taking a lock: it is held, and its last owner died with it. The caller repairs what the
 * lock guards and then calls lock_repaired, still holding it. */
#define LOCK_OWNER_DIED 1

int lock_init(pthread_mutex_t *mutex);

/* True if the mutex is of the kind that lock_init makes, whoever holds it. Another kind could make
 * the C library abort. */
bool lock_is_sound(const pthread_mutex_t *mutex);

/* What the C library's error says of a lock that was tried or waited for. */
int lock_result(int error);

/* Tries once. Returns 0, LOCK_OWNER_DIED, -EBUSY, -EDEADLK if this thread holds it, or -EPROTO if
 * the lock is beyond repair. */
static inline int lock_try(pthread_mutex_t *mutex) {
  int error = pthread_mutex_trylock(mutex);
  return __builtin_expect(error == 0, 1) ? 0 : lock_result(error);
}

/* As lock_try, for about a microsecond. */
int lock_try_briefly(pthread_mutex_t *mutex);

/* As lock_try, until the deadline. Returns at the latest a slice after *closing became true.
 * -ETIMEDOUT if the deadline passed, -EBADF if *closing is true. */
int lock_wait(pthread_mutex_t *mutex, int64_t deadline, const _Atomic bool *closing);

static inline void lock_repaired(pthread_mutex_t *mutex) {
  pthread_mutex_consistent(mutex);
}

/* Lets go, and orders every store before it before every load after it: whoever looks at the
 * sleepers' flag next relies on that. */
static inline void lock_release(pthread_mutex_t *mutex) {
  pthread_mutex_unlock(mutex);
#if !defined(__x86_64__)
  /* On x86-64 the unlock of a robust mutex is a locked instruction, which is a full barrier. */
  atomic_thread_fence(memory_order_seq_cst);
#endif
}

#endif
