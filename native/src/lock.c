/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "lock.h"

#include <linux/futex.h>
#include <unistd.h>

#include "clock.h"
#include "sanitizer.h"
#include "spin.h"

/* A lock is held for some tens of nanoseconds, so that a short spin saves two system calls. */
#define BRIEF_SPIN_NS (1 * NANOS_PER_MICRO)
#define SPIN_NS (5 * NANOS_PER_MICRO)

int lock_init(pthread_mutex_t *mutex) {
  pthread_mutexattr_t attributes;
  int error = pthread_mutexattr_init(&attributes);
  if (error != 0) {
    return -error;
  }
  error = pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  if (error == 0) {
    error = pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
  }
  if (error == 0) {
    /* A thread that already has it is told so. */
    error = pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
  }
  if (error == 0) {
    error = pthread_mutex_init(mutex, &attributes);
  }
  pthread_mutexattr_destroy(&attributes);
  return -error;
}

/* The member that holds the kind of mutex: constant once it is initialised. */
static int lock_kind(const pthread_mutex_t *mutex) {
#if defined(__GLIBC__)
  return mutex->__data.__kind;
#else
  return mutex->__u.__i[0];
#endif
}

bool lock_is_sound(const pthread_mutex_t *mutex) {
  pthread_mutex_t fresh;
  return lock_init(&fresh) == 0 && lock_kind(mutex) == lock_kind(&fresh);
}

int lock_result(int error) {
  switch (error) {
    case 0:
      return 0;
    case EOWNERDEAD:
      return LOCK_OWNER_DIED;
    case EBUSY:
    case ETIMEDOUT:
      return -EBUSY;
    case EDEADLK:
      return -EDEADLK;
    default:
      return -EPROTO;
  }
}

static int lock_spin(pthread_mutex_t *mutex, int64_t span_ns) {
  struct spin spin = spin_begin(span_ns);
  int result;
  do {
    result = lock_try(mutex);
  } while (result == -EBUSY && spin_again(&spin));
  return result;
}

/* Whether this thread holds the mutex: musl does not tell that who only tries to take it. */
static bool is_own(const pthread_mutex_t *mutex) {
#if defined(__GLIBC__)
  (void)mutex;
  return false;
#else
  return (mutex->__u.__vi[1] & FUTEX_TID_MASK) == gettid();
#endif
}

int lock_try_briefly(pthread_mutex_t *mutex) {
  int result = lock_spin(mutex, BRIEF_SPIN_NS);
  return result == -EBUSY && is_own(mutex) ? -EDEADLK : result;
}

/* Blocks for at most a slice. Returns what the C library does. */
static int lock_for_a_slice(pthread_mutex_t *mutex, int64_t deadline) {
  int64_t until = clock_slice(deadline, SLICE_NS);
#if defined(__GLIBC__)
  struct timespec time = clock_timespec(until);
  int error = pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &time);
  if (error == 0 || error == EOWNERDEAD) {
    sanitizer_locked(mutex);
  }
  return error;
#else
  /* Only the date will do: should somebody change it, the wait is wrong by a slice and no more. */
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t date = now.tv_sec * NANOS_PER_SECOND + now.tv_nsec + (until - clock_now());
  struct timespec time = clock_timespec(date);
  return pthread_mutex_timedlock(mutex, &time);
#endif
}

int lock_wait(pthread_mutex_t *mutex, int64_t deadline, const _Atomic bool *closing) {
  int result = lock_spin(mutex, SPIN_NS);
  while (result == -EBUSY) {
    if (atomic_load_explicit(closing, memory_order_acquire)) {
      return -EBADF;
    }
    result = lock_result(lock_for_a_slice(mutex, deadline));
    if (result == -EBUSY && clock_now() >= deadline) {
      return -ETIMEDOUT;
    }
  }
  return result;
}
