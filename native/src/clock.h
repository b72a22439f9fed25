/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Deadlines: absolute nanoseconds of CLOCK_MONOTONIC, which no change of the date moves.
 */
#ifndef SHMQ_CLOCK_H
#define SHMQ_CLOCK_H

#include <stdint.h>
#include <time.h>

#define NANOS_PER_MICRO INT64_C(1000)
#define NANOS_PER_MILLI INT64_C(1000000)
#define NANOS_PER_SECOND INT64_C(1000000000)

/* A deadline that never comes. */
#define NEVER INT64_MAX

/* The recovery latency: no wait, for a lock or for a message, lasts longer than this before its
 * reason is looked at again. It bounds what the death of a waker or of a woken sleeper can cost. */
#define SLICE_NS (100 * NANOS_PER_MILLI)

int64_t clock_now(void);

/* The deadline that lies timeout_ns from now; NEVER if timeout_ns is negative. */
int64_t clock_deadline(int64_t timeout_ns);

/* The earlier of the deadline and span_ns from now. */
int64_t clock_slice(int64_t deadline, int64_t span_ns);

struct timespec clock_timespec(int64_t deadline);

#endif
