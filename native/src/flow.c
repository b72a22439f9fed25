/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "flow.h"

#include "clock.h"
#include "spin.h"

/* In this time a producer that is left alone puts some hundred short messages. */
#define PAUSE_NS (2 * NANOS_PER_MICRO)

/* So many in a run, or since the queue was last empty, are a stream. */
#define STREAM 16

/* A single message is an answer, or the next question, and is never waited for. */
#define FEW 2

#define INTERVAL_MIN 64
#define INTERVAL_MAX 4096

static uint32_t load(const _Atomic uint32_t *number) {
  return atomic_load_explicit(number, memory_order_relaxed);
}

static void store(_Atomic uint32_t *number, uint32_t value) {
  atomic_store_explicit(number, value, memory_order_relaxed);
}

void flow_init(struct flow *flow) {
  atomic_store_explicit(&flow->is_due, false, memory_order_relaxed);
  flow_begin(flow, FLOW_NO_RUN);
  atomic_store_explicit(&flow->taken, 0, memory_order_relaxed);
  store(&flow->interval, INTERVAL_MIN);
  store(&flow->times, INTERVAL_MIN);
}

/* True once in an interval, which becomes longer: the stream that a pause finds makes it short
 * again. */
static bool is_time_to_try(struct flow *flow) {
  uint32_t times = load(&flow->times);
  if (times > 1) {
    store(&flow->times, times - 1);
    return false;
  }
  uint32_t interval = load(&flow->interval);
  interval = interval < INTERVAL_MAX ? interval * 2 : INTERVAL_MAX;
  store(&flow->interval, interval);
  store(&flow->times, interval);
  return true;
}

void flow_end(struct flow *flow, uint64_t taken) {
  uint64_t found = taken - atomic_load_explicit(&flow->taken, memory_order_relaxed);
  atomic_store_explicit(&flow->taken, taken, memory_order_relaxed);
  flow_begin(flow, FLOW_NO_RUN);
  if (found < FEW) {
    return;
  }
  if (found >= STREAM) {
    store(&flow->interval, INTERVAL_MIN);
  }
  if (found >= STREAM || is_time_to_try(flow)) {
    atomic_store_explicit(&flow->is_due, true, memory_order_relaxed);
  }
}

void flow_pause(struct flow *flow) {
  atomic_store_explicit(&flow->is_due, false, memory_order_relaxed);
  spin_until(clock_now() + PAUSE_NS);
}
