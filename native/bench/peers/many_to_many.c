/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "system.h"
#include "works.h"

void measure_many_to_many(struct crew *crew, const struct station *station, struct result *result) {
  const struct setting *setting = station->setting;
  if (!hire_players(crew, station, play_producer, play_consumer, false) ||
      !start_play(crew, setting)) {
    return;
  }
  const struct participant *first = &station->board->participants[setting->producers];
  int consumers = setting->consumers;
  int64_t begin = now_ns();
  sleep_until(begin + (int64_t)(setting->seconds * (double)NS_PER_S));
  if (!await_message(crew, first, consumers, 0) || !end_play(crew, setting)) {
    return;
  }
  result->messages = received_by(first, consumers);
  uint64_t last = 0;
  for (int i = 0; i < consumers; i++) {
    uint64_t done = atomic_load(&first[i].done);
    last = done > last ? done : last;
  }
  result->seconds = (double)((int64_t)last - begin) / (double)NS_PER_S;
  result->per_second = (double)result->messages / result->seconds;
  result->has_rate = true;
}
