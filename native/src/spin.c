/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "spin.h"

#include <pthread.h>
#include <unistd.h>

#include "clock.h"

/* Reading the clock costs as much as some polls: once in so many is often enough. */
#define POLLS_PER_CLOCK 32

/* On some virtual machines a pause traps and takes far longer than a cache line's way. */
#define PAUSE_MAX_NS 50
#define PAUSE_RUNS 8
#define PAUSES_PER_RUN 16

static pthread_once_t calibrated = PTHREAD_ONCE_INIT;
static bool pause_is_cheap;
static bool has_processors;

static inline void processor_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb" ::: "memory");
#endif
}

static int64_t pause_run_ns(void) {
  int64_t begin = clock_now();
  for (int i = 0; i < PAUSES_PER_RUN; i++) {
    processor_pause();
  }
  return clock_now() - begin;
}

static void calibrate(void) {
  /* Not this thread's affinity: the peer is usually pinned to another processor. */
  has_processors = sysconf(_SC_NPROCESSORS_ONLN) > 1;
  int64_t shortest = pause_run_ns();
  for (int run = 1; run < PAUSE_RUNS; run++) {
    int64_t ns = pause_run_ns();
    shortest = ns < shortest ? ns : shortest;
  }
  pause_is_cheap = shortest / PAUSES_PER_RUN <= PAUSE_MAX_NS;
}

void spin_calibrate(void) {
  pthread_once(&calibrated, calibrate);
}

bool spin_can_help(void) {
  return has_processors;
}

void spin_until(int64_t time_ns) {
  while (clock_now() < time_ns) {
  }
}

struct spin spin_begin(int64_t span_ns) {
  return (struct spin){.span_ns = span_ns, .until_clock = POLLS_PER_CLOCK};
}

bool spin_again(struct spin *spin) {
  if (pause_is_cheap) {
    processor_pause();
  }
  if (--spin->until_clock > 0) {
    return spin->span_ns > 0;
  }
  spin->until_clock = POLLS_PER_CLOCK;
  int64_t now = clock_now();
  if (spin->deadline == 0) {
    spin->deadline = now + spin->span_ns;
  }
  return now < spin->deadline;
}
