/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "noise.h"
#include "system.h"
#include "works.h"

#define SETTLE_NS (NS_PER_S / 10) /* it has its message, and has gone to sleep */

/* One message, so that the consumer has come to know the queue, and the end when told to. */
static void play_rare_producer(const struct station *station) {
  const struct system *system = station->setting->system;
  struct source source;
  make_source(station, &source);
  source.most = 1;
  if (system->attach != NULL) {
    must(station, "attach", system->attach(station->there, SENDER));
  }
  await_start(station);
  must(station, "send", system->send(station->there, &source));
  atomic_store(&station->self->sent, source.next);
  while (!atomic_load(&station->board->control.stop)) {
    sleep_ns(NS_PER_S / 100);
  }
  end_source(&source);
  must(station, "send", system->send(station->there, &source));
}

void measure_idle(struct crew *crew, const struct station *station, struct result *result) {
  const struct setting *setting = station->setting;
  if (!hire_players(crew, station, play_rare_producer, play_consumer, true) ||
      !start_play(crew, setting)) {
    return;
  }
  sleep_ns(SETTLE_NS);
  uint64_t consumer = atomic_load(&station->board->participants[1].pid);
  int64_t begin = now_ns();
  double before = run_time_of_ns(consumer);
  sleep_until(begin + (int64_t)(setting->seconds * (double)NS_PER_S));
  double ran = run_time_of_ns(consumer) - before;
  int64_t elapsed = now_ns() - begin;
  if (end_play(crew, setting)) {
    result->seconds = (double)elapsed / (double)NS_PER_S;
    result->has_processor_share = true;
    result->processor_share = ran / (double)elapsed;
  }
}
