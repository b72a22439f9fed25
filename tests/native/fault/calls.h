/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The calls that the core makes of the C library and the kernel, each of which a test can make
 * fail: the linker puts the functions of calls.c in their place (calls.cmake).
 */
#ifndef TEST_CALLS_H
#define TEST_CALLS_H

#include <stdbool.h>
#include <stddef.h>

/* Every call that can fail, and the errors with which it plausibly does on a file system in memory.
 * syscall() counts as what it asks the kernel for. */
#define CALLS(CALL)                                              \
  CALL(access, EACCES, ENOMEM)                                   \
  CALL(calloc, ENOMEM)                                           \
  CALL(clock_nanosleep, EINTR)                                   \
  CALL(close, EINTR, EIO)                                        \
  CALL(dup3, EBUSY, EINTR, EMFILE)                               \
  CALL(fallocate, EINTR, EIO, ENOMEM, ENOSPC, EOPNOTSUPP, EPERM) \
  CALL(fchmod, EIO, EPERM)                                       \
  CALL(fcntl, EAGAIN, ENOLCK, ENOMEM)                            \
  CALL(flock, EWOULDBLOCK, ENOLCK)                               \
  CALL(fstat, EIO, ENOMEM)                                       \
  CALL(ftruncate, EIO, ENOMEM, EPERM)                            \
  CALL(linkat, EACCES, EEXIST, EIO, ENOENT, ENOMEM, ENOSPC)      \
  CALL(lstat, EACCES, EIO, ENOMEM)                               \
  CALL(mmap, EAGAIN, ENFILE, ENOMEM)                             \
  CALL(nanosleep, EINTR)                                         \
  CALL(open, EACCES, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC)        \
  CALL(posix_fallocate, EFBIG, EINTR, EIO, ENOMEM, ENOSPC)       \
  CALL(pread, EIO, ENOMEM)                                       \
  CALL(pthread_atfork, ENOMEM)                                   \
  CALL(pthread_key_create, EAGAIN, ENOMEM)                       \
  CALL(pthread_mutex_clocklock, ETIMEDOUT)                       \
  CALL(pthread_mutex_init, EAGAIN, ENOMEM)                       \
  CALL(pthread_mutex_trylock, EBUSY)                             \
  CALL(pthread_mutexattr_init, ENOMEM)                           \
  CALL(pthread_mutexattr_setpshared, ENOTSUP)                    \
  CALL(pthread_mutexattr_setrobust, ENOTSUP)                     \
  CALL(pthread_mutexattr_settype, EINVAL)                        \
  CALL(pthread_setspecific, ENOMEM)                              \
  CALL(read, EINTR, EIO)                                         \
  CALL(stat, EACCES, EIO, ENOENT, ENOMEM)                        \
  CALL(syscall_futex_wait, EAGAIN, EINTR, ENOSYS, ETIMEDOUT)     \
  CALL(syscall_futex_wake, ENOSYS)                               \
  CALL(syscall_membarrier, ENOMEM, ENOSYS, EPERM)                \
  CALL(sysconf, EINVAL)                                          \
  CALL(unlink, EACCES, EIO, ENOENT, ENOMEM, EPERM)

enum call {
#define CALL(name, ...) CALL_##name,
  CALLS(CALL)
#undef CALL
      CALL_COUNT
};

/* Which calls of a thread fail, and how. */
struct fault {
  unsigned nth;     /* the first that fails, counted from 1; 0: none */
  unsigned variant; /* with which of its errors */
  bool lasting;     /* every later call of the same function fails alike */

  /* This function fails besides, at its first calls and with this error, to bring about that others
   * are called at all. */
  enum call first;
  unsigned first_calls;
  int first_error;
};

/* What came of it. In memory that is shared with processes that are started meanwhile. */
struct outcome {
  unsigned made[CALL_COUNT]; /* calls of each function */
  bool failed;               /* whether the call came that was to fail */
  bool no_such_variant;      /* it did not fail, for want of that many errors */
  enum call call;            /* which it was */
  int error;                 /* how it failed */
};

/* From here on this thread's calls are counted and fail as `fault` says, also in a process that it
 * forks; until faults_end. */
void faults_begin(const struct fault *fault, struct outcome *outcome);
void faults_end(void);

const char *call_name(enum call call);

#endif
