/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Work of others on the processors that are measured on.
 */
#ifndef SHMQ_PEERS_NOISE_H
#define SHMQ_PEERS_NOISE_H

#include "board.h"

/* A stretch of time counts if other work took less than this share of the processors' time. */
#define NOISE_LIMIT 0.02

struct usage {
  int64_t time_ns; /* of CLOCK_MONOTONIC */
  double busy_ns;  /* of the processors, since boot */
  double own_ns;   /* of the processors, by this process and the participants */
};

/* Of the two processors, with participants that are alive. */
struct usage usage_of_pair(const struct board *board);

/* Of all processors that may be used, with participants that have ended or not begun. */
struct usage usage_of_all(void);

/* Returns the share of `processors_used` processors that others had between the two. */
double noise_between(const struct usage *begin, const struct usage *end, int processors_used);

/* Returns the time that the participants have run, in nanoseconds, or one of them has. */
double run_time_ns(const struct board *board);
double run_time_of_ns(uint64_t pid);

#endif
