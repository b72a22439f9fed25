/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "metronome.h"

#include <time.h>

#include "clock.h"

#define TICK (10 * MILLISECOND)

void metronome_tick(void *argument) {
  struct metronome *metronome = argument;
  const struct timespec tick = {.tv_nsec = TICK};
  for (int64_t last = now();;) {
    nanosleep(&tick, NULL);
    const int64_t time = now();
    atomic_fetch_add(&metronome->lag_ns, time - last - TICK);
    atomic_fetch_add(&metronome->ticks, 1);
    last = time;
  }
}

/* Counts all that lies behind. */
static int64_t settled_lag(struct metronome *metronome) {
  const uint64_t ticks = atomic_load(&metronome->ticks);
  WAIT_UNTIL(atomic_load(&metronome->ticks) > ticks);
  return atomic_load(&metronome->lag_ns);
}

struct stopwatch stopwatch_start(struct metronome *metronome) {
  return (struct stopwatch){metronome, now(), atomic_load(&metronome->lag_ns)};
}

int64_t stopwatch_read(const struct stopwatch *watch) {
  const int64_t lag_ns = atomic_load(&watch->metronome->lag_ns) - watch->lag_ns;
  return now() - watch->start - lag_ns;
}

bool stopwatch_is_beyond(const struct stopwatch *watch, int64_t span_ns) {
  const int64_t time = now() - watch->start;
  return time > span_ns && time - (settled_lag(watch->metronome) - watch->lag_ns) > span_ns;
}
