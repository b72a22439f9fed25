/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "table.h"

#include <inttypes.h>
#include <stdio.h>

#include "machine.h"
#include "plan.h"
#include "system.h"

static void print_unavailable(void *context, const struct system *system, const char *reason) {
  (void)context;
  printf("not measured here: %s: %s\n", system->name, reason);
}

void begin_table(const struct options *options) {
  printf("%s, %d processors, kernel %s, compiled by %s\n\n", processor_model(),
         processors_allowed(), kernel_version(), compiler_version());
  tell_unavailable(options, print_unavailable, NULL);
  printf(
      "%-5s %-12s %-7s %-34s %-6s %7s %5s %9s | %10s %10s %10s | %-9s | line, ns: before after\n",
      "round", "work", "wait", "system", "", "bytes", "P/C", "capacity", "M/s", "p50, ns",
      "p99.9, ns", "windows");
}

static void write_figures(const struct setting *setting, const struct result *result) {
  char rate[32] = "";
  char median[32] = "";
  char tail[32] = "";
  if (result->has_rate && setting->work != ROUND_TRIP) {
    snprintf(rate, sizeof rate, "%.4f", result->per_second / 1e6);
  }
  if (result->has_processor_share) {
    snprintf(rate, sizeof rate, "%.3f %%", 100 * result->processor_share);
  }
  if (result->has_latency) {
    snprintf(median, sizeof median, "%" PRIu64, result->latency_ns[P50]);
    snprintf(tail, sizeof tail, "%" PRIu64, result->latency_ns[P99_9]);
  }
  char windows[32];
  snprintf(windows, sizeof windows, "%d - %d%s", result->windows + result->discarded_windows,
           result->discarded_windows, result->noisy ? " !" : "");
  printf("%10s %10s %10s | %-9s | %.1f %.1f\n", rate, median, tail, windows, result->line_before_ns,
         result->line_after_ns);
}

void write_row(const struct measurement *measurement) {
  const struct setting *setting = &measurement->setting;
  const struct result *result = &measurement->result;
  char parties[16];
  char capacity[32] = "";
  snprintf(parties, sizeof parties, "%d/%d", setting->producers, setting->consumers);
  if (setting->capacity != 0) {
    snprintf(capacity, sizeof capacity, "%" PRIu64 "Ki", setting->capacity >> 10);
  }
  printf("%-5d %-12s %-7s %-34s %-6s %7zu %5s %9s | ", setting->round, work_names[setting->work],
         wait_names[setting->wait], setting->system->name, setting->system->language,
         setting->bytes, parties, capacity);
  if (result->failure[0] != '\0') {
    printf("FAILED: %s\n", result->failure);
  } else {
    write_figures(setting, result);
  }
  fflush(stdout);
}
