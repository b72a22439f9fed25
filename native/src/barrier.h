/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A store-load barrier of which one side, the rare one, pays for both: it has the kernel put a
 * barrier into every thread of every process that registered. Who cannot register pays itself.
 */
#ifndef SHMQ_BARRIER_H
#define SHMQ_BARRIER_H

#include <stdatomic.h>
#include <stdbool.h>

/* True if this process is registered. */
extern _Atomic bool barrier_is_registered;

/* Before barrier_cheap is used. */
void barrier_register(void);

/* Between a store and a load of the frequent side. */
static inline void barrier_cheap(void) {
  if (__builtin_expect(atomic_load_explicit(&barrier_is_registered, memory_order_relaxed), 1)) {
    atomic_signal_fence(memory_order_seq_cst);
  } else {
    atomic_thread_fence(memory_order_seq_cst);
  }
}

/* Between a store and a load of the rare side. Returns false if the kernel refuses: then nothing
 * orders them. */
bool barrier_everywhere(void);

#endif
