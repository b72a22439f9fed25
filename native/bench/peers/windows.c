/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "windows.h"

#include <math.h>
#include <stdlib.h>

#include "clock.h"
#include "noise.h"

#define WINDOW_NS (NS_PER_S / 2)
#define WARM_UP_NS (NS_PER_S * 3 / 10)
#define TRIES 4 /* windows for each that is wanted */

struct window {
  int number; /* from 0 */
  int64_t duration_ns;
  uint64_t messages;
  double noise;
};

static int by_noise(const void *left, const void *right) {
  /* Below 0 are errors of the kernel's clock ticks. */
  double difference =
      fabs(((const struct window *)left)->noise) - fabs(((const struct window *)right)->noise);
  return (difference > 0) - (difference < 0);
}

static void sum_up(const struct board *board, const struct window *windows, int count,
                   struct result *result) {
  struct histogram *sum = calloc(1, sizeof *sum);
  int64_t duration_ns = 0;
  for (int i = 0; i < count; i++) {
    duration_ns += windows[i].duration_ns;
    result->messages += windows[i].messages;
    if (sum != NULL) {
      add_latencies(sum, &board->histograms[windows[i].number]);
    }
  }
  result->seconds = (double)duration_ns / (double)NS_PER_S;
  result->per_second = (double)result->messages / result->seconds;
  result->has_rate = true;
  result->has_latency = sum != NULL && find_percentiles(sum, result->latency_ns);
  free(sum);
}

bool measure_windows(struct crew *crew, const struct participant *progress, double seconds,
                     struct result *result) {
  struct board *board = crew->board;
  int64_t all_ns = (int64_t)(seconds * (double)NS_PER_S);
  int64_t window_ns = all_ns < WINDOW_NS ? all_ns : WINDOW_NS;
  int64_t warm_up_ns = all_ns < WARM_UP_NS ? all_ns : WARM_UP_NS;
  int wanted = (int)((all_ns + window_ns - 1) / window_ns);
  wanted = wanted < WINDOWS_MAX / TRIES ? wanted : WINDOWS_MAX / TRIES;
  struct window windows[WINDOWS_MAX];
  int measured = 0;
  int quiet = 0;

  sleep_ns(warm_up_ns);
  struct usage begin = usage_of_pair(board);
  uint64_t before = received_by(progress, 1);
  while (quiet < wanted && measured < TRIES * wanted) {
    atomic_store(&board->control.window, (uint64_t)measured + 1);
    sleep_until(begin.time_ns + window_ns);
    /* On a busy machine a short window may be over before anything has come. */
    if (!await_message(crew, progress, 1, before)) {
      return false;
    }
    uint64_t after = received_by(progress, 1);
    struct usage end = usage_of_pair(board);
    double noise = noise_between(&begin, &end, 2);
    windows[measured] = (struct window){.number = measured,
                                        .duration_ns = end.time_ns - begin.time_ns,
                                        .messages = after - before,
                                        .noise = noise};
    measured++;
    quiet += noise < NOISE_LIMIT;
    begin = end;
    before = after;
  }
  atomic_store(&board->control.window, 0);

  qsort(windows, (size_t)measured, sizeof *windows, by_noise);
  sum_up(board, windows, wanted, result);
  result->windows = wanted;
  result->discarded_windows = measured - wanted;
  result->noisy = quiet < wanted;
  return true;
}
