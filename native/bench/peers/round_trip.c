/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <sys/prctl.h>

#include "clock.h"
#include "system.h"
#include "windows.h"
#include "works.h"

/* Between the intended starts of two round trips; asleep both sides are before each. */
static const int64_t intervals_ns[WAITS] = {
    [SPIN] = 2000, [SLEEP] = 500000, [DEFAULT] = 0, /* back to back */
};

#define BATCH 32
#define TIMER_ERROR_NS (NS_PER_S / 10000) /* a timer may ring so much too late */

struct asking {
  const struct station *station;
  struct source source;
  struct sink sink;
};

static bool stopped(const struct station *station) {
  return atomic_load_explicit(&station->board->control.stop, memory_order_relaxed);
}

static uint64_t window_now(const struct station *station) {
  return atomic_load_explicit(&station->board->control.window, memory_order_relaxed);
}

static void send_one(const struct station *station, void *channel, struct source *source) {
  must(station, "send", station->setting->system->send(channel, source));
}

static void ask(struct asking *asking) {
  const struct station *station = asking->station;
  send_one(station, station->there, &asking->source);
  receive_checked(station, station->back, &asking->sink);
}

/* Until the first window. Returns how long a round trip takes when undisturbed, in nanoseconds. */
static int64_t warm_up(struct asking *asking) {
  int64_t best = INT64_MAX;
  while (window_now(asking->station) == 0 && !stopped(asking->station)) {
    int64_t begin = now_ns();
    for (int i = 0; i < BATCH; i++) {
      ask(asking);
    }
    int64_t mean = (now_ns() - begin) / BATCH;
    best = mean < best ? mean : best;
  }
  return best;
}

/* A system that takes longer than the interval would fall behind for ever: it has a longer one. */
static int64_t choose_interval(const struct asking *asking, int64_t round_trip_ns) {
  int64_t wanted = intervals_ns[asking->station->setting->wait];
  return wanted == 0 || wanted > 2 * round_trip_ns ? wanted : 2 * round_trip_ns;
}

static void wait_until(int64_t start, enum wait wait) {
  if (wait == SLEEP && start - now_ns() > TIMER_ERROR_NS) {
    sleep_until(start - TIMER_ERROR_NS);
  }
  while (now_ns() < start) {
    relax();
  }
}

static void ask_on(struct asking *asking, int64_t interval) {
  const struct station *station = asking->station;
  uint64_t window = 0;
  int64_t start = 0;
  while (!stopped(station)) {
    if (window_now(station) != window) {
      /* What one window was late for is not the next one's. */
      window = window_now(station);
      start = now_ns();
    }
    if (interval == 0) {
      start = now_ns();
    } else {
      start += interval;
      wait_until(start, station->setting->wait);
    }
    ask(asking);
    if (window != 0) {
      record_latency(&station->board->histograms[window - 1], (uint64_t)(now_ns() - start));
      atomic_fetch_add_explicit(&station->self->received, 1, memory_order_relaxed);
    }
  }
}

static void attach_both(const struct station *station, enum role there, enum role back) {
  int (*attach)(void *channel, enum role role) = station->setting->system->attach;
  if (attach != NULL) {
    must(station, "attach", attach(station->there, there));
    must(station, "attach", attach(station->back, back));
  }
}

static void play_asker(const struct station *station) {
  struct asking asking = {.station = station};
  make_source(station, &asking.source);
  make_sink(station, &asking.sink);
  asking.source.most = 1;
  attach_both(station, SENDER, RECEIVER);
  prctl(PR_SET_TIMERSLACK, 1);
  await_start(station);
  int64_t interval = choose_interval(&asking, warm_up(&asking));
  atomic_store(&station->board->control.interval, (uint64_t)interval);
  ask_on(&asking, interval);
  atomic_store(&station->self->sent, asking.source.next);
  station->board->totals[0][0] =
      (struct total){asking.sink.accounts[0].count, asking.sink.accounts[0].sum};
  end_source(&asking.source);
  send_one(station, station->there, &asking.source);
}

static void play_answerer(const struct station *station) {
  struct source source;
  struct sink sink;
  make_source(station, &source);
  make_sink(station, &sink);
  source.most = 1;
  attach_both(station, RECEIVER, SENDER);
  await_start(station);
  for (;;) {
    receive_checked(station, station->there, &sink);
    if (sink.ends > 0) {
      return;
    }
    send_one(station, station->back, &source);
  }
}

void measure_round_trip(struct crew *crew, const struct station *station, struct result *result) {
  const struct setting *setting = station->setting;
  if (!hire_players(crew, station, play_asker, play_answerer, true) || !start_play(crew, setting)) {
    return;
  }
  const struct participant *asker = &station->board->participants[0];
  if (measure_windows(crew, asker, setting->seconds, result) && end_play(crew, setting)) {
    result->interval_ns = atomic_load(&station->board->control.interval);
  }
}
