/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"

#include <stdlib.h>
#include <time.h>

int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * SECOND + time.tv_nsec;
}

void yield_briefly(void) {
  const struct timespec moment = {.tv_nsec = 20 * MICROSECOND};
  nanosleep(&moment, NULL);
}

static int compare_times(const void *left, const void *right) {
  const int64_t a = *(const int64_t *)left;
  const int64_t b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

int64_t median(int64_t *times, size_t count) {
  qsort(times, count, sizeof times[0], compare_times);
  return times[count / 2];
}
