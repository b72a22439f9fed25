/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

#define ERRORS_MAX 8

static const struct {
  const char *name;
  int errors[ERRORS_MAX];
} calls[] = {
#define CALL(name, ...) {#name, {__VA_ARGS__, 0}},
    CALLS(CALL)
#undef CALL
};

static _Thread_local const struct fault *fault;
static _Thread_local struct outcome *outcome;
static _Thread_local unsigned calls_made;

void faults_begin(const struct fault *what, struct outcome *what_comes) {
  fault = what;
  outcome = what_comes;
  calls_made = 0;
}

void faults_end(void) {
  fault = NULL;
}

const char *call_name(enum call call) {
  return calls[call].name;
}

/* Counts the call. Returns the error with which it is to fail, or 0. */
static int error_of(enum call call) {
  if (fault == NULL) {
    return 0;
  }
  outcome->made[call]++;
  if (call == fault->first && outcome->made[call] <= fault->first_calls) {
    return fault->first_error;
  }
  calls_made++;
  if (calls_made == fault->nth) {
    const int error = calls[call].errors[fault->variant];
    outcome->failed = error != 0;
    outcome->no_such_variant = error == 0;
    outcome->call = call;
    outcome->error = error;
    return error;
  }
  /* Neither signals nor a time that has not passed go on for ever. */
  const bool passing = outcome->error == EINTR || outcome->error == ETIMEDOUT;
  const bool again = fault->lasting && !passing && outcome->failed && call == outcome->call;
  return again ? outcome->error : 0;
}

#define REPLACE(type, name, ...)   \
  type __real_##name(__VA_ARGS__); \
  type __wrap_##name(__VA_ARGS__); \
  type __wrap_##name(__VA_ARGS__)

/* For a call that says in errno why it returns `failure`. */
#define FAIL_BY_ERRNO(call, failure)  \
  do {                                \
    const int error = error_of(call); \
    if (error != 0) {                 \
      errno = error;                  \
      return failure;                 \
    }                                 \
  } while (0)

/* For a call that returns the error. */
#define FAIL_BY_RESULT(call)          \
  do {                                \
    const int error = error_of(call); \
    if (error != 0) {                 \
      return error;                   \
    }                                 \
  } while (0)

REPLACE(int, access, const char *path, int mode) {
  FAIL_BY_ERRNO(CALL_access, -1);
  return __real_access(path, mode);
}

REPLACE(void *, calloc, size_t count, size_t size) {
  FAIL_BY_ERRNO(CALL_calloc, NULL);
  return __real_calloc(count, size);
}

REPLACE(int, clock_nanosleep, clockid_t clock, int flags, const struct timespec *time,
        struct timespec *left) {
  FAIL_BY_RESULT(CALL_clock_nanosleep);
  return __real_clock_nanosleep(clock, flags, time, left);
}

/* On Linux the descriptor is gone also if this fails. */
REPLACE(int, close, int file) {
  const int result = __real_close(file);
  FAIL_BY_ERRNO(CALL_close, -1);
  return result;
}

REPLACE(int, dup3, int from, int to, int flags) {
  FAIL_BY_ERRNO(CALL_dup3, -1);
  return __real_dup3(from, to, flags);
}

REPLACE(int, fallocate, int file, int mode, off_t offset, off_t length) {
  FAIL_BY_ERRNO(CALL_fallocate, -1);
  return __real_fallocate(file, mode, offset, length);
}

REPLACE(int, fchmod, int file, mode_t mode) {
  FAIL_BY_ERRNO(CALL_fchmod, -1);
  return __real_fchmod(file, mode);
}

REPLACE(int, fcntl, int file, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  FAIL_BY_ERRNO(CALL_fcntl, -1);
  return __real_fcntl(file, command, argument);
}

REPLACE(int, fstat, int file, struct stat *status) {
  FAIL_BY_ERRNO(CALL_fstat, -1);
  return __real_fstat(file, status);
}

REPLACE(int, ftruncate, int file, off_t length) {
  FAIL_BY_ERRNO(CALL_ftruncate, -1);
  return __real_ftruncate(file, length);
}

REPLACE(int, linkat, int from, const char *path, int to, const char *new_path, int flags) {
  FAIL_BY_ERRNO(CALL_linkat, -1);
  return __real_linkat(from, path, to, new_path, flags);
}

REPLACE(int, lstat, const char *path, struct stat *status) {
  FAIL_BY_ERRNO(CALL_lstat, -1);
  return __real_lstat(path, status);
}

REPLACE(void *, mmap, void *address, size_t length, int protection, int flags, int file,
        off_t offset) {
  FAIL_BY_ERRNO(CALL_mmap, MAP_FAILED);
  return __real_mmap(address, length, protection, flags, file, offset);
}

REPLACE(int, nanosleep, const struct timespec *time, struct timespec *left) {
  FAIL_BY_ERRNO(CALL_nanosleep, -1);
  return __real_nanosleep(time, left);
}

REPLACE(int, open, const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const bool creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  const mode_t mode = creates ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  FAIL_BY_ERRNO(CALL_open, -1);
  return __real_open(path, flags, mode);
}

REPLACE(int, posix_fallocate, int file, off_t offset, off_t length) {
  FAIL_BY_RESULT(CALL_posix_fallocate);
  return __real_posix_fallocate(file, offset, length);
}

REPLACE(ssize_t, pread, int file, void *buffer, size_t size, off_t offset) {
  FAIL_BY_ERRNO(CALL_pread, -1);
  return __real_pread(file, buffer, size, offset);
}

REPLACE(int, pthread_atfork, void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
  FAIL_BY_RESULT(CALL_pthread_atfork);
  return __real_pthread_atfork(prepare, parent, child);
}

REPLACE(int, pthread_key_create, pthread_key_t *key, void (*destructor)(void *)) {
  FAIL_BY_RESULT(CALL_pthread_key_create);
  return __real_pthread_key_create(key, destructor);
}

REPLACE(int, pthread_mutex_clocklock, pthread_mutex_t *mutex, clockid_t clock,
        const struct timespec *time) {
  FAIL_BY_RESULT(CALL_pthread_mutex_clocklock);
  return __real_pthread_mutex_clocklock(mutex, clock, time);
}

REPLACE(int, pthread_mutex_init, pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes) {
  FAIL_BY_RESULT(CALL_pthread_mutex_init);
  return __real_pthread_mutex_init(mutex, attributes);
}

REPLACE(int, pthread_mutex_trylock, pthread_mutex_t *mutex) {
  FAIL_BY_RESULT(CALL_pthread_mutex_trylock);
  return __real_pthread_mutex_trylock(mutex);
}

REPLACE(int, pthread_mutexattr_init, pthread_mutexattr_t *attributes) {
  FAIL_BY_RESULT(CALL_pthread_mutexattr_init);
  return __real_pthread_mutexattr_init(attributes);
}

REPLACE(int, pthread_mutexattr_setpshared, pthread_mutexattr_t *attributes, int value) {
  FAIL_BY_RESULT(CALL_pthread_mutexattr_setpshared);
  return __real_pthread_mutexattr_setpshared(attributes, value);
}

REPLACE(int, pthread_mutexattr_setrobust, pthread_mutexattr_t *attributes, int value) {
  FAIL_BY_RESULT(CALL_pthread_mutexattr_setrobust);
  return __real_pthread_mutexattr_setrobust(attributes, value);
}

REPLACE(int, pthread_mutexattr_settype, pthread_mutexattr_t *attributes, int value) {
  FAIL_BY_RESULT(CALL_pthread_mutexattr_settype);
  return __real_pthread_mutexattr_settype(attributes, value);
}

REPLACE(int, pthread_setspecific, pthread_key_t key, const void *value) {
  FAIL_BY_RESULT(CALL_pthread_setspecific);
  return __real_pthread_setspecific(key, value);
}

REPLACE(ssize_t, read, int file, void *buffer, size_t size) {
  FAIL_BY_ERRNO(CALL_read, -1);
  return __real_read(file, buffer, size);
}

REPLACE(int, stat, const char *path, struct stat *status) {
  FAIL_BY_ERRNO(CALL_stat, -1);
  return __real_stat(path, status);
}

static enum call call_of_syscall(long number, long futex_operation) {
  if (number == SYS_membarrier) {
    return CALL_syscall_membarrier;
  }
  if (number == SYS_futex) {
    switch (futex_operation & FUTEX_CMD_MASK) {
      case FUTEX_WAIT:
      case FUTEX_WAIT_BITSET:
        return CALL_syscall_futex_wait;
      case FUTEX_WAKE:
      case FUTEX_WAKE_BITSET:
        return CALL_syscall_futex_wake;
      default:
        break;
    }
  }
  FAIL("the core makes system call %ld (%ld), which has no place in calls.h", number,
       futex_operation);
}

REPLACE(long, syscall, long number, ...) {
  long a[6];
  va_list arguments;
  va_start(arguments, number);
  for (size_t i = 0; i < sizeof a / sizeof a[0]; i++) {
    a[i] = va_arg(arguments, long);
  }
  va_end(arguments);
  if (fault != NULL) {
    FAIL_BY_ERRNO(call_of_syscall(number, a[1]), -1);
  }
  return __real_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

REPLACE(long, sysconf, int name) {
  FAIL_BY_ERRNO(CALL_sysconf, -1);
  return __real_sysconf(name);
}

REPLACE(int, unlink, const char *path) {
  FAIL_BY_ERRNO(CALL_unlink, -1);
  return __real_unlink(path);
}
