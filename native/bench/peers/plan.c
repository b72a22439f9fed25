/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "system.h"

#define USUAL_CAPACITY (UINT64_C(1) << 20)
#define SMALL_CAPACITY (UINT64_C(1) << 18)
#define LARGE_CAPACITY (UINT64_C(1) << 26)
#define PATIENCE_SECONDS 60

typedef void setting_function(void *context, const struct setting *setting);

static bool is_chosen(const struct options *options, const struct system *system) {
  if (options->systems[0] == NULL) {
    return true;
  }
  for (int i = 0; options->systems[i] != NULL; i++) {
    if (strcmp(options->systems[i], system->name) == 0) {
      return true;
    }
  }
  return false;
}

static void each_capacity(const struct options *options, struct setting setting,
                          setting_function *function, void *context) {
  static const uint64_t usual[] = {USUAL_CAPACITY, SMALL_CAPACITY, LARGE_CAPACITY, 0};
  static const uint64_t usual_of_large[] = {USUAL_CAPACITY, 0};
  const uint64_t *capacities = options->capacities;
  if (capacities[0] == 0) {
    capacities = setting.bytes == SMALL_MESSAGE ? usual : usual_of_large;
  }
  for (int i = 0; capacities[i] != 0; i++) {
    setting.capacity = capacities[i];
    function(context, &setting);
  }
}

static void each_size(const struct options *options, struct setting setting,
                      setting_function *function, void *context) {
  for (int i = 0; options->sizes[i] != 0; i++) {
    setting.bytes = options->sizes[i];
    if (setting.system->only_bytes != 0 && setting.system->only_bytes != setting.bytes) {
      continue;
    }
    if (setting.system->chooses_capacity) {
      each_capacity(options, setting, function, context);
    } else {
      function(context, &setting);
    }
  }
}

static void each_parties(const struct options *options, struct setting setting,
                         setting_function *function, void *context) {
  for (int i = 0; options->parties[i].producers != 0; i++) {
    setting.producers = options->parties[i].producers;
    setting.consumers = options->parties[i].consumers;
    setting.seconds = options->seconds / 4;
    function(context, &setting);
  }
}

static void each_of(const struct options *options, const struct system *system, enum work work,
                    enum wait wait, setting_function *function, void *context) {
  struct setting setting = {.system = system,
                            .work = work,
                            .wait = wait,
                            .bytes = SMALL_MESSAGE,
                            .producers = 1,
                            .consumers = 1,
                            .capacity = system->chooses_capacity ? USUAL_CAPACITY : 0,
                            .seconds = options->seconds,
                            .patience = PATIENCE_SECONDS};
  if (work == ONE_WAY) {
    each_size(options, setting, function, context);
  } else if (work == MANY_TO_MANY) {
    each_parties(options, setting, function, context);
  } else {
    function(context, &setting);
  }
}

/* By work, so that what is compared is measured close together. */
static void each_setting(const struct options *options, setting_function *function, void *context) {
  for (int work = 0; work < WORKS; work++) {
    for (int wait = 0; wait < WAITS; wait++) {
      for (const struct system *const *system = all_systems(); *system != NULL; system++) {
        if (options->works[work] && options->waits[wait] && is_chosen(options, *system) &&
            ((*system)->waits[work] & BIT(wait)) != 0) {
          each_of(options, *system, (enum work)work, (enum wait)wait, function, context);
        }
      }
    }
  }
}

static void add_available(void *context, const struct setting *setting) {
  struct plan *plan = context;
  if (why_unavailable(setting) != NULL) {
    return;
  }
  if (plan->count == plan->room) {
    plan->room = plan->room == 0 ? 64 : 2 * plan->room;
    plan->settings = reallocarray(plan->settings, plan->room, sizeof *plan->settings);
    if (plan->settings == NULL) {
      fprintf(stderr, "shmq-bench-peers: no memory for %zu measurements\n", plan->room);
      exit(EXIT_FAILURE);
    }
  }
  plan->settings[plan->count++] = *setting;
}

void make_plan(const struct options *options, struct plan *plan) {
  *plan = (struct plan){0};
  each_setting(options, add_available, plan);
}

void free_plan(struct plan *plan) {
  free(plan->settings);
}

struct telling {
  void (*tell)(void *context, const struct system *system, const char *reason);
  void *context;
  const struct system *systems[CHOICES_MAX]; /* told already, with the reason */
  const char *reasons[CHOICES_MAX];
  int count;
};

static void tell_once(void *context, const struct setting *setting) {
  struct telling *telling = context;
  const char *reason = why_unavailable(setting);
  if (reason == NULL || telling->count == CHOICES_MAX) {
    return;
  }
  for (int i = 0; i < telling->count; i++) {
    if (telling->systems[i] == setting->system && strcmp(telling->reasons[i], reason) == 0) {
      return;
    }
  }
  telling->systems[telling->count] = setting->system;
  telling->reasons[telling->count++] = reason;
  telling->tell(telling->context, setting->system, reason);
}

void tell_unavailable(const struct options *options,
                      void (*tell)(void *context, const struct system *system, const char *reason),
                      void *context) {
  struct telling telling = {.tell = tell, .context = context};
  each_setting(options, tell_once, &telling);
}
