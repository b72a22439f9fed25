/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * How long the machine kept everybody from running: a paused virtual machine must not look like a
 * call that came back late.
 */
#ifndef STORM_METRONOME_H
#define STORM_METRONOME_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct metronome {
  _Atomic uint64_t ticks;
  _Atomic int64_t lag_ns; /* by which they came late, in all */
};

/* The life of a process that ticks. */
void metronome_tick(void *metronome);

/* Measures a time. */
struct stopwatch {
  struct metronome *metronome;
  int64_t start;
  int64_t lag_ns; /* at the start */
};

struct stopwatch stopwatch_start(struct metronome *metronome);

/* The time that has passed, that not counted for which the machine is known to have stood still. */
int64_t stopwatch_read(const struct stopwatch *watch);

/* Whether so much time has passed, that not counted for which the machine stood still. */
bool stopwatch_is_beyond(const struct stopwatch *watch, int64_t span_ns);

#endif
