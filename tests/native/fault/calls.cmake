# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# Every function outside the core that the core calls: those that a test makes fail, and those that
# there is no need to.

# calls.c has one of its own in place of each.
set(calls_that_fail
  access calloc clock_nanosleep close dup3 fallocate fchmod fcntl fstat ftruncate linkat lstat
  mmap nanosleep open posix_fallocate pread pthread_atfork pthread_key_create
  pthread_mutex_clocklock pthread_mutex_init pthread_mutex_trylock pthread_mutexattr_init
  pthread_mutexattr_setpshared pthread_mutexattr_setrobust pthread_mutexattr_settype
  pthread_setspecific read stat syscall sysconf unlink)

set(calls_that_cannot_fail
  # work in memory alone
  __errno_location memcmp memcpy memmove memset snprintf strchr strlen strnlen strrchr strspn
  # fail only if they are called wrongly
  clock_gettime getpid pthread_getspecific pthread_mutex_consistent pthread_mutex_lock
  pthread_mutex_unlock pthread_mutexattr_destroy pthread_once
  # fails if it splits a mapping; the core unmaps what it has mapped, whole
  munmap)

# What the compiler adds: sanitizers, helpers of its own.
set(calls_of_the_compiler "^(_GLOBAL_OFFSET_TABLE_|__(aarch64|asan|gcov|sanitizer|stack_chk|tsan|ubsan)_.*)$")
