/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Time, and waiting for a condition with a deadline.
 */
#ifndef TEST_CLOCK_H
#define TEST_CLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "check.h"

#define MICROSECOND INT64_C(1000)
#define MILLISECOND INT64_C(1000000)
#define SECOND INT64_C(1000000000)

/* For what must happen soon, on a machine that may be busy with other things. */
#define SOON (20 * SECOND)

/* Nanoseconds of CLOCK_MONOTONIC, the clock of the library's timeouts. */
int64_t now(void);

/* Gives the processor away for a moment, between two looks at a condition. */
void yield_briefly(void);

/* Returns the middle one of the times, which few slow rounds do not change. Sorts them. */
int64_t median(int64_t *times, size_t count);

#define WAIT_UNTIL(condition)                       \
  do {                                              \
    const int64_t wait_deadline = now() + SOON;     \
    while (!(condition)) {                          \
      if (now() > wait_deadline) {                  \
        FAIL("waited in vain for: %s", #condition); \
      }                                             \
      yield_briefly();                              \
    }                                               \
  } while (0)

#endif
