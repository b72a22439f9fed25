/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What victims do.
 */
#include <errno.h>

#include "kill_table.h"

/* --- put --- */

static struct outcome plan_put(struct scene *scene) {
  scene_plan_put(scene);
  return scene->state->full ? (struct outcome){.result = -EAGAIN} : (struct outcome){.puts = 1};
}

static int64_t run_put(struct scene *scene) {
  return shmq_put(scene->victims_queue, message_bytes, scene->planned[0].length, 0);
}

const struct operation operation_put = {.plan = plan_put, .run = run_put};

/* --- get --- */

static struct outcome plan_get(struct scene *scene) {
  if (scene_size(scene) == 0) {
    return (struct outcome){.result = -EAGAIN};
  }
  return (struct outcome){.result = (int64_t)scene->log[scene->taken].length, .gets = 1};
}

static int64_t run_get(struct scene *scene) {
  return shmq_get(scene->victims_queue, message_bytes, sizeof message_bytes, 0);
}

const struct operation operation_get = {.plan = plan_get, .run = run_get};

static struct outcome plan_get_into_too_little(struct scene *scene) {
  struct outcome outcome = plan_get(scene);
  outcome.gets = 0;
  return outcome;
}

static int64_t run_get_into_too_little(struct scene *scene) {
  return shmq_get(scene->victims_queue, NULL, 0, 0);
}

const struct operation operation_get_into_too_little = {.plan = plan_get_into_too_little,
                                                        .run = run_get_into_too_little};
