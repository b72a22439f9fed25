/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A store-load barrier of which one side, the rare one, pays for both: it has the kernel put a
 * barrier into every thread of this process, or of every process that registered. Who cannot
 * register pays itself.
 */
#ifndef SHMQ_BARRIER_H
#define SHMQ_BARRIER_H

#include <stdatomic.h>
#include <stdbool.h>

struct barrier {
  const int registration; /* commands of membarrier */
  const int command;
  _Atomic bool registered; /* this process is */
};

/* Among the threads of this process, and among all processes. */
extern struct barrier barrier_here;
extern struct barrier barrier_everywhere;

/* Before barrier_cheap is used. */
void barrier_register(struct barrier *barrier);

/* Between a store and a load of the frequent side. */
static inline void barrier_cheap(const struct barrier *barrier) {
  if (__builtin_expect(atomic_load_explicit(&barrier->registered, memory_order_relaxed), 1)) {
    atomic_signal_fence(memory_order_seq_cst);
  } else {
    atomic_thread_fence(memory_order_seq_cst);
  }
}

/* Between a store and a load of the rare side. Returns false if the kernel refuses: then nothing
 * orders those that are registered. */
bool barrier_for_all(struct barrier *barrier);

#endif
