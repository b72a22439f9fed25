/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What messages cost between processes: shmq, its peers, and the physical limits, side by side.
 *
 *   one way        A --> B, each pinned to a processor of its own
 *   round trip     A --> B --> A, likewise
 *   many to many   A, A, ... --> B, B, ..., wherever the kernel has them run
 *   idle           B, which waits for nothing
 *
 * Receivers check sequence, length and content. Rounds go over all systems in turn, so that all
 * meet the same noise. Exits with 1 if anything was lost, doubled, torn or out of order or went
 * wrong otherwise, and with 77 if there is one processor only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "machine.h"
#include "plan.h"
#include "system.h"
#include "table.h"
#include "works.h"

#define EXIT_SKIPPED 77

static void print_reason(void *context, const struct system *system, const char *reason) {
  (void)context;
  printf("not measured here: %s: %s\n", system->name, reason);
}

static int list_systems(const struct options *options) {
  const char *last = "";
  for (const struct system *const *system = all_systems(); *system != NULL; system++) {
    if (strcmp(last, (*system)->name) != 0) {
      printf("%s\n", (*system)->name);
    }
    last = (*system)->name;
  }
  tell_unavailable(options, print_reason, NULL);
  return EXIT_SUCCESS;
}

static bool prints_table(const struct options *options) {
  return options->json == NULL || strcmp(options->json, "-") != 0;
}

/* Returns whether it worked. */
static bool run_one(const struct options *options, const struct setting *setting, int round,
                    struct json *json) {
  struct measurement measurement = {.setting = *setting};
  measurement.setting.round = round;
  measure(&measurement.setting, &measurement.result);
  if (options->json != NULL) {
    write_json(json, &measurement);
  }
  if (prints_table(options)) {
    write_row(&measurement);
  } else if (measurement.result.failure[0] != '\0') {
    fprintf(stderr, "shmq-bench-peers: %s, %s: %s\n", setting->system->name,
            work_names[setting->work], measurement.result.failure);
  }
  return measurement.result.failure[0] == '\0';
}

static int run_all(const struct options *options) {
  struct json json = {0};
  if (options->json != NULL) {
    int error = begin_json(&json, options->json, options);
    if (error < 0) {
      fprintf(stderr, "shmq-bench-peers: %s cannot be written: %s\n", options->json,
              strerror(-error));
      return EXIT_FAILURE;
    }
  }
  if (prints_table(options)) {
    begin_table(options);
  }
  struct plan plan;
  make_plan(options, &plan);
  size_t failures = 0;
  for (int round = 1; round <= options->rounds; round++) {
    for (size_t i = 0; i < plan.count; i++) {
      failures += !run_one(options, &plan.settings[i], round, &json);
    }
  }
  if (failures > 0) {
    fprintf(stderr, "shmq-bench-peers: %zu of %zu measurements failed\n", failures,
            plan.count * (size_t)options->rounds);
  }
  free_plan(&plan);
  if (options->json != NULL && end_json(&json) < 0) {
    fprintf(stderr, "shmq-bench-peers: not all of %s was written\n", options->json);
    return EXIT_FAILURE;
  }
  return failures > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  struct options options;
  parse_options(argc, argv, &options);
  if (options.list) {
    return list_systems(&options);
  }
  if (!find_processors()) {
    fprintf(stderr, "SKIPPED: shmq-bench-peers needs two processors\n");
    return EXIT_SKIPPED;
  }
  return run_all(&options);
}
