/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "figures.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"

void figures_add_gap(struct figures *figures, int64_t gap_ns) {
  if (gap_ns > figures->longest_gap_ns) {
    figures->longest_gap_ns = gap_ns;
  }
}

void figures_add_latency(struct figures *figures, int64_t latency_ns) {
  figures->latencies_ns[figures->latencies++ % LATENCIES_KEPT] = latency_ns;
}

static int compare_times(const void *left, const void *right) {
  const int64_t a = *(const int64_t *)left;
  const int64_t b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static double milliseconds(int64_t ns) {
  return (double)ns / (double)MILLISECOND;
}

void figures_print(struct figures *figures, const struct ledger *ledger, int64_t duration_ns) {
  const size_t kept =
      figures->latencies < LATENCIES_KEPT ? (size_t)figures->latencies : LATENCIES_KEPT;
  qsort(figures->latencies_ns, kept, sizeof figures->latencies_ns[0], compare_times);
  printf("%.1f s, %" PRIu64 " messages; killed %" PRIu64 " producers, %" PRIu64
         " consumers, %" PRIu64 " of them lock holders, %" PRIu64
         " of those halfway; stops %" PRIu64 ", %" PRIu64 " of them lock holders; ",
         (double)duration_ns / (double)SECOND, ledger_seen(ledger), figures->killed_producers,
         figures->killed_consumers, figures->killed_holders, figures->killed_halfway,
         figures->stops, figures->stopped_holders);
  printf("lost %" PRIu64 " (in dead hands %" PRIu64 "), doubled %" PRIu64 ", torn %" PRIu64
         ", disordered %" PRIu64 ", unknown %" PRIu64 ", refused %" PRIu64 ", untimely %" PRIu64
         "; ",
         ledger_faults(ledger, LOST), ledger_dead_hands(ledger), ledger_faults(ledger, DOUBLED),
         ledger_faults(ledger, TORN), ledger_faults(ledger, DISORDERED),
         ledger_faults(ledger, UNKNOWN), ledger_faults(ledger, REFUSED),
         ledger_faults(ledger, UNTIMELY));
  printf("hangs %" PRIu64 ", longest gap %.1f ms; ", figures->hangs,
         milliseconds(figures->longest_gap_ns));
  if (kept > 0) {
    printf("messages again after a kill: p50 %.1f ms, p99 %.1f ms, max %.1f ms; ",
           milliseconds(figures->latencies_ns[kept / 2]),
           milliseconds(figures->latencies_ns[kept * 99 / 100]),
           milliseconds(figures->latencies_ns[kept - 1]));
  }
  printf("latest call %.1f ms late; claims %" PRIu64 "; repairs %" PRIu64
         ", messages rolled forward %" PRIu64 ", slice rescues %" PRIu64 "; memory up to %" PRIu64
         " KiB\n",
         milliseconds(figures->latest_call_ns), figures->claims, figures->repairs,
         figures->rolled_forward, figures->slice_rescues, figures->most_memory / 1024);
  /* A check that fails ends the process at once. */
  fflush(stdout);
}
