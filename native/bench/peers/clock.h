/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SHMQ_PEERS_CLOCK_H
#define SHMQ_PEERS_CLOCK_H

#include <stdint.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)

static inline int64_t nanoseconds(const struct timespec *time) {
  return (int64_t)time->tv_sec * NS_PER_S + time->tv_nsec;
}

/* Returns the time in nanoseconds of CLOCK_MONOTONIC. */
static inline int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return nanoseconds(&now);
}

static inline void sleep_until(int64_t time_ns) {
  struct timespec time = {.tv_sec = time_ns / NS_PER_S, .tv_nsec = time_ns % NS_PER_S};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) != 0) {
  }
}

static inline void sleep_ns(int64_t duration_ns) {
  sleep_until(now_ns() + duration_ns);
}

/* Tells the processor that it polls. */
static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}

#endif
