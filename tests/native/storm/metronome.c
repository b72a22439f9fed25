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

int64_t metronome_lag(struct metronome *metronome) {
  return atomic_load(&metronome->lag_ns);
}

int64_t metronome_settled_lag(struct metronome *metronome) {
  /* The tick under way is the first that may have begun before now. */
  const uint64_t ticks = atomic_load(&metronome->ticks);
  WAIT_UNTIL(atomic_load(&metronome->ticks) >= ticks + 1);
  return metronome_lag(metronome);
}
