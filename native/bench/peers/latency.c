/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "latency.h"

static const double shares[PERCENTILES] = {
    [P50] = 0.5, [P90] = 0.9, [P99] = 0.99, [P99_9] = 0.999, [P99_99] = 0.9999, [LONGEST] = 1,
};

/* The middle of what falls into the bucket. */
static uint64_t value_of(size_t bucket) {
  if (bucket < (size_t)2 * BUCKETS_PER_POWER) {
    return bucket;
  }
  size_t power = bucket / BUCKETS_PER_POWER - 1;
  uint64_t lowest = (uint64_t)(bucket - power * BUCKETS_PER_POWER) << power;
  return lowest + ((UINT64_C(1) << power) >> 1);
}

void add_latencies(struct histogram *sum, const struct histogram *other) {
  for (size_t i = 0; i < BUCKETS; i++) {
    sum->counts[i] += other->counts[i];
  }
  if (other->longest > sum->longest) {
    sum->longest = other->longest;
  }
}

bool find_percentiles(const struct histogram *histogram, uint64_t result[PERCENTILES]) {
  uint64_t all = 0;
  for (size_t i = 0; i < BUCKETS; i++) {
    all += histogram->counts[i];
  }
  if (all == 0) {
    return false;
  }
  uint64_t below = 0;
  size_t bucket = 0;
  for (int i = 0; i < PERCENTILES; i++) {
    /* The value that this share of all do not exceed. */
    while (bucket < BUCKETS - 1 &&
           (double)(below + histogram->counts[bucket]) < shares[i] * (double)all) {
      below += histogram->counts[bucket++];
    }
    uint64_t value = value_of(bucket);
    result[i] = value < histogram->longest ? value : histogram->longest;
  }
  result[LONGEST] = histogram->longest;
  return true;
}
