/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "system.h"
#include "works.h"

void measure_many_to_many(struct crew *crew, const struct station *station, struct result *result) {
  const struct setting *setting = station->setting;
  int producers = setting->producers;
  int consumers = setting->consumers;
  if (!hire_players(crew, station, play_producer, play_consumer, false) ||
      !start_play(crew, setting)) {
    return;
  }
  int64_t begin = now_ns();
  sleep_until(begin + (int64_t)(setting->seconds * (double)NS_PER_S));
  if (!end_play(crew, setting)) {
    return;
  }
  uint64_t last = 0;
  for (int i = 0; i < consumers; i++) {
    const struct participant *consumer = &station->board->participants[producers + i];
    uint64_t done = atomic_load(&consumer->done);
    last = done > last ? done : last;
    result->messages += atomic_load(&consumer->received);
  }
  result->seconds = (double)((int64_t)last - begin) / (double)NS_PER_S;
  result->per_second = (double)result->messages / result->seconds;
  result->has_rate = true;
}
