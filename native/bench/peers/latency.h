/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A histogram of latencies: 128 buckets for each power of two, so that a bucket is less than 0.8 %
 * wide.
 */
#ifndef SHMQ_PEERS_LATENCY_H
#define SHMQ_PEERS_LATENCY_H

#include "setting.h"

#define BUCKET_BITS 7
#define BUCKETS_PER_POWER (1U << BUCKET_BITS)
#define LATENCY_BITS 37 /* longer ones, of above two minutes, count as that long */
#define BUCKETS ((LATENCY_BITS - BUCKET_BITS + 1) * BUCKETS_PER_POWER)

struct histogram {
  uint64_t counts[BUCKETS];
  uint64_t longest; /* in ns */
};

/* Exact below 2 * 128; above, the value's upper 8 bits say the bucket. */
static inline size_t bucket_of(uint64_t ns) {
  unsigned bits = 64 - (unsigned)__builtin_clzll(ns | 1);
  unsigned power = bits > BUCKET_BITS + 1 ? bits - BUCKET_BITS - 1 : 0;
  size_t bucket = (size_t)power * BUCKETS_PER_POWER + (size_t)(ns >> power);
  return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

static inline void record_latency(struct histogram *histogram, uint64_t ns) {
  histogram->counts[bucket_of(ns)]++;
  if (ns > histogram->longest) {
    histogram->longest = ns;
  }
}

void add_latencies(struct histogram *sum, const struct histogram *other);

/* Stores in `result` the percentiles, in nanoseconds. Returns false if there are no latencies. */
bool find_percentiles(const struct histogram *histogram, uint64_t result[PERCENTILES]);

#endif
