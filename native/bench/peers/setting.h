/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is measured, and what came out.
 */
#ifndef SHMQ_PEERS_SETTING_H
#define SHMQ_PEERS_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SMALL_MESSAGE ((size_t)64)
#define LARGE_MESSAGE ((size_t)65536)
#define PARTIES_MAX 20 /* most producers, and most consumers */

enum work { ONE_WAY, ROUND_TRIP, MANY_TO_MANY, IDLE, WORKS };

/* How a call waits: SPIN polls, SLEEP goes to sleep at once, DEFAULT is what the system does if
 * nobody tells it. */
enum wait { SPIN, SLEEP, DEFAULT, WAITS };

extern const char *const work_names[WORKS];
extern const char *const wait_names[WAITS];

struct system;

struct setting {
  const struct system *system;
  enum work work;
  enum wait wait;
  size_t bytes; /* of a message */
  int producers;
  int consumers;
  uint64_t capacity; /* in bytes; 0 if the system has none to choose */
  int round;         /* from 1 */
  double seconds;    /* how long to measure */
  double patience;   /* seconds that participants may take to be ready, and to end */
};

enum percentile { P50, P90, P99, P99_9, P99_99, LONGEST, PERCENTILES };

extern const char *const percentile_names[PERCENTILES];

struct result {
  bool has_rate;
  double per_second;
  uint64_t messages;
  double seconds; /* in which these were counted */
  int windows;    /* that counted */
  int discarded_windows;
  bool noisy; /* windows counted although other work ran in them: there were too few others */
  bool has_latency;
  uint64_t latency_ns[PERCENTILES];
  uint64_t interval_ns; /* between the intended starts of two round trips; 0: back to back */
  bool has_processor_share;
  double processor_share; /* of one processor */
  double line_before_ns;
  double line_after_ns;
  char failure[256]; /* one sentence; empty if there was none */
};

struct measurement {
  struct setting setting;
  struct result result;
};

#endif
