/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Polling for a short time before sleeping.
 */
#ifndef SHMQ_SPIN_H
#define SHMQ_SPIN_H

#include <stdbool.h>
#include <stdint.h>

/* A spin under way. */
struct spin {
  int64_t span_ns;
  int64_t deadline;     /* 0 until the clock is first read */
  uint32_t until_clock; /* polls left before the clock is read again */
};

struct spin spin_begin(int64_t span_ns);

/* Pauses. Returns false once the span has passed. */
bool spin_again(struct spin *spin);

/* Lets time pass, up to this time of CLOCK_MONOTONIC in nanoseconds. */
void spin_until(int64_t time_ns);

/* Measures what a pause costs on this machine, once per process. To be called before spin_again. */
void spin_calibrate(void);

/* True if another processor can run what is waited for while this one polls. */
bool spin_can_help(void);

#endif
