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
#include <stdint.h>

struct metronome {
  _Atomic uint64_t ticks;
  _Atomic int64_t lag_ns; /* by which they came late, in all */
};

/* The life of a process that ticks. */
void metronome_tick(void *metronome);

/* The lag up to now. */
int64_t metronome_lag(struct metronome *metronome);

/* The same once it certainly counts all that lies behind. */
int64_t metronome_settled_lag(struct metronome *metronome);

#endif
