/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a scene amounts to, in one line.
 */
#ifndef STORM_FIGURES_H
#define STORM_FIGURES_H

#include <stdint.h>

#include "ledger.h"

#define LATENCIES_KEPT (1 << 16)

struct figures {
  uint64_t killed_producers;
  uint64_t killed_consumers;
  uint64_t killed_holders; /* of a lock, among them */
  uint64_t killed_halfway; /* between two steps that belong together, among those */
  uint64_t stops;
  uint64_t stopped_holders;
  uint64_t hangs;
  int64_t longest_gap_ns; /* without progress, while somebody was running at both ends */
  int64_t latest_call_ns;
  uint64_t claims;
  uint64_t most_memory;    /* bytes in /dev/shm, when looked at */
  uint64_t repairs;        /* by the library, of ends whose owner died */
  uint64_t rolled_forward; /* messages, in repairs */
  uint64_t slice_rescues;  /* sleeps whose wake-up died with its sender */
  uint64_t latencies;      /* so many have been added */
  int64_t latencies_ns[LATENCIES_KEPT];
};

void figures_add_gap(struct figures *figures, int64_t gap_ns);

/* How long it took after a kill until messages passed both ends. */
void figures_add_latency(struct figures *figures, int64_t latency_ns);

void figures_print(struct figures *figures, const struct ledger *ledger, int64_t duration_ns);

#endif
