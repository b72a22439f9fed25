/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"

int64_t clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * NANOS_PER_SECOND + now.tv_nsec;
}

int64_t clock_deadline(int64_t timeout_ns) {
  if (timeout_ns < 0) {
    return NEVER;
  }
  int64_t deadline;
  return __builtin_add_overflow(clock_now(), timeout_ns, &deadline) ? NEVER : deadline;
}

int64_t clock_slice(int64_t deadline, int64_t span_ns) {
  int64_t slice = clock_deadline(span_ns);
  return slice < deadline ? slice : deadline;
}

struct timespec clock_timespec(int64_t deadline) {
  return (struct timespec){.tv_sec = deadline / NANOS_PER_SECOND,
                           .tv_nsec = deadline % NANOS_PER_SECOND};
}
