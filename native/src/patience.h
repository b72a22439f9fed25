/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * How long a wait polls before it sleeps, learnt from how the waits before it went.
 */
#ifndef SHMQ_PATIENCE_H
#define SHMQ_PATIENCE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Shared by the threads of a handle without a lock: it is only ever a guess. */
struct patience {
  _Atomic int64_t fixed_ns; /* SHMQ_SPIN_ADAPTIVE, or what the user set */
  _Atomic int64_t adaptive_ns;
  _Atomic uint32_t failures; /* spins that ended in sleep, so far */
};

void patience_init(struct patience *patience);

void patience_set(struct patience *patience, int64_t spin_ns);

/* Time to poll before sleeping, in nanoseconds. */
int64_t patience_spin(const struct patience *patience);

/* Reports that polling was enough. */
void patience_confirm(struct patience *patience);

/* Reports that the wait ended in sleep, and how long it took in all. */
void patience_doubt(struct patience *patience, int64_t waited_ns);

#endif
