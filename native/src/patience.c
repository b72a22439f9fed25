/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "patience.h"

#include "clock.h"
#include "shmq.h"
#include "spin.h"

/* To sleep and be woken costs 40 to 60 us: to poll for that long at most doubles the cost. */
#define SPIN_MAX_NS (50 * NANOS_PER_MICRO)
#define SPIN_MIN_NS (1 * NANOS_PER_MICRO)

/* A wait that was over after this, sleep and wake included, might have been shorter than a spin:
 * once in so many such waits a full spin finds out. */
#define SHORT_WAIT_NS (4 * SPIN_MAX_NS)
#define EXPLORE_EVERY 16

void patience_init(struct patience *patience) {
  atomic_store_explicit(&patience->fixed_ns, SHMQ_SPIN_ADAPTIVE, memory_order_relaxed);
  atomic_store_explicit(&patience->adaptive_ns, SPIN_MAX_NS, memory_order_relaxed);
  atomic_store_explicit(&patience->failures, 0, memory_order_relaxed);
}

void patience_set(struct patience *patience, int64_t spin_ns) {
  atomic_store_explicit(&patience->fixed_ns, spin_ns, memory_order_relaxed);
}

int64_t patience_spin(const struct patience *patience) {
  int64_t fixed_ns = atomic_load_explicit(&patience->fixed_ns, memory_order_relaxed);
  if (fixed_ns != SHMQ_SPIN_ADAPTIVE) {
    return fixed_ns;
  }
  return spin_can_help() ? atomic_load_explicit(&patience->adaptive_ns, memory_order_relaxed) : 0;
}

void patience_confirm(struct patience *patience) {
  int64_t spin_ns = atomic_load_explicit(&patience->adaptive_ns, memory_order_relaxed);
  if (spin_ns < SPIN_MAX_NS) {
    spin_ns = spin_ns * 2 < SPIN_MAX_NS ? spin_ns * 2 : SPIN_MAX_NS;
    atomic_store_explicit(&patience->adaptive_ns, spin_ns, memory_order_relaxed);
  }
}

void patience_doubt(struct patience *patience, int64_t waited_ns) {
  uint32_t failures = atomic_fetch_add_explicit(&patience->failures, 1, memory_order_relaxed);
  int64_t spin_ns = SPIN_MAX_NS;
  if (waited_ns >= SHORT_WAIT_NS || failures % EXPLORE_EVERY != 0) {
    spin_ns = atomic_load_explicit(&patience->adaptive_ns, memory_order_relaxed) / 2;
    spin_ns = spin_ns > SPIN_MIN_NS ? spin_ns : SPIN_MIN_NS;
  }
  atomic_store_explicit(&patience->adaptive_ns, spin_ns, memory_order_relaxed);
}
