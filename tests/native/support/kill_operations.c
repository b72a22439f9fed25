/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What victims do.
 */
#include <errno.h>
#include <string.h>
#include <sys/uio.h>

#include "check.h"
#include "kill_table.h"

/* Messages of a batch. */
#define BATCH 5
#define LONG_BATCH 40

/* --- what comes of it --- */

static bool is_shut(const struct scene *scene) {
  return scene->before.shutdown != SHMQ_OPEN;
}

static struct outcome nothing(const struct scene *scene, int64_t result) {
  return (struct outcome){.result = result, .shutdown = scene->before.shutdown};
}

/* How many of `count` messages find room. */
static size_t room_for(const struct scene *scene, size_t count) {
  const int64_t most = scene->state->max_messages;
  if (scene->state->full) {
    return 0;
  }
  const size_t room = most > 0 ? (size_t)most - scene_size(scene) : count;
  return room < count ? room : count;
}

/* `plan` messages are prepared. */
static struct outcome plan_puts(struct scene *scene, size_t plan) {
  const size_t puts = room_for(scene, plan);
  scene_plan_puts(scene, plan);
  if (puts == 0 || is_shut(scene)) {
    return nothing(scene, is_shut(scene) ? -ESHUTDOWN : -EAGAIN);
  }
  struct outcome outcome = nothing(scene, 0);
  outcome.puts = puts;
  return outcome;
}

/* The result is the first message's length. */
static struct outcome plan_gets(const struct scene *scene, size_t most) {
  const size_t there = scene_size(scene);
  if (there == 0 || scene->before.shutdown == SHMQ_SHUT) {
    return nothing(scene, is_shut(scene) ? -ESHUTDOWN : -EAGAIN);
  }
  struct outcome outcome = nothing(scene, (int64_t)scene->log[scene->taken].length);
  outcome.gets = there < most ? there : most;
  return outcome;
}

static struct outcome plan_nothing(struct scene *scene) {
  return nothing(scene, 0);
}

/* --- put --- */

static struct outcome plan_put(struct scene *scene) {
  return plan_puts(scene, 1);
}

static int64_t run_put(struct scene *scene) {
  return shmq_put(scene->victims_queue, message_bytes, scene->planned[0].length, 0);
}

static int64_t run_try_put(struct scene *scene) {
  return shmq_try_put(scene->victims_queue, message_bytes, scene->planned[0].length);
}

const struct operation operation_put = {.plan = plan_put, .run = run_put};
const struct operation operation_try_put = {.plan = plan_put, .run = run_try_put};

/* --- put_many --- */

static struct outcome plan_batch(struct scene *scene, size_t count) {
  struct outcome outcome = plan_puts(scene, count);
  if (outcome.result == 0) {
    outcome.result = (int64_t)outcome.puts;
  }
  return outcome;
}

static struct outcome plan_put_many(struct scene *scene) {
  return plan_batch(scene, BATCH);
}

static struct outcome plan_put_very_many(struct scene *scene) {
  return plan_batch(scene, LONG_BATCH);
}

static int64_t run_put_many(struct scene *scene) {
  struct iovec messages[PLANNED_MOST];
  uint8_t *bytes = message_bytes;
  for (size_t i = 0; i < scene->plans; i++) {
    messages[i] = (struct iovec){bytes, scene->planned[i].length};
    bytes += scene->planned[i].length;
  }
  return shmq_put_many(scene->victims_queue, messages, scene->plans, 0);
}

const struct operation operation_put_many = {.plan = plan_put_many, .run = run_put_many};
const struct operation operation_put_very_many = {.plan = plan_put_very_many, .run = run_put_many};

/* --- reserve, commit, abort --- */

static int64_t reserve(struct scene *scene) {
  void *data;
  const int result = shmq_reserve(scene->victims_queue, scene->planned[0].length, &data, 0);
  if (result == 0) {
    memcpy(data, message_bytes, scene->planned[0].length);
  }
  return result;
}

static int64_t run_reserve_and_commit(struct scene *scene) {
  const int64_t result = reserve(scene);
  return result == 0 ? shmq_commit(scene->victims_queue, scene->planned[0].length) : result;
}

static struct outcome plan_reserve_and_abort(struct scene *scene) {
  struct outcome outcome = plan_puts(scene, 1);
  outcome.puts = 0;
  return outcome;
}

static int64_t run_reserve_and_abort(struct scene *scene) {
  const int64_t result = reserve(scene);
  return result == 0 ? shmq_abort(scene->victims_queue) : result;
}

const struct operation operation_reserve_and_commit = {.plan = plan_put,
                                                       .run = run_reserve_and_commit};
const struct operation operation_reserve_and_abort = {.plan = plan_reserve_and_abort,
                                                      .run = run_reserve_and_abort};

/* --- get --- */

static struct outcome plan_get(struct scene *scene) {
  return plan_gets(scene, 1);
}

static int64_t run_get(struct scene *scene) {
  return shmq_get(scene->victims_queue, message_bytes, sizeof message_bytes, 0);
}

static int64_t run_try_get(struct scene *scene) {
  return shmq_try_get(scene->victims_queue, message_bytes, sizeof message_bytes);
}

static struct outcome plan_get_into_too_little(struct scene *scene) {
  struct outcome outcome = plan_get(scene);
  outcome.gets = 0;
  return outcome;
}

static int64_t run_get_into_too_little(struct scene *scene) {
  return shmq_get(scene->victims_queue, NULL, 0, 0);
}

const struct operation operation_get = {.plan = plan_get, .run = run_get};
const struct operation operation_try_get = {.plan = plan_get, .run = run_try_get};
const struct operation operation_get_into_too_little = {.plan = plan_get_into_too_little,
                                                        .run = run_get_into_too_little};

/* --- get_many --- */

static struct outcome plan_get_many(struct scene *scene) {
  struct outcome outcome = plan_gets(scene, BATCH);
  if (outcome.result >= 0) {
    outcome.result = (int64_t)outcome.gets;
  }
  return outcome;
}

static int64_t run_get_many(struct scene *scene) {
  uint32_t lengths[BATCH];
  return shmq_get_many(scene->victims_queue, message_bytes, sizeof message_bytes, lengths, BATCH,
                       0);
}

const struct operation operation_get_many = {.plan = plan_get_many, .run = run_get_many};

/* --- remove --- */

static struct outcome plan_removal_of(struct scene *scene, size_t nth) {
  if (scene_size(scene) == 0) {
    return nothing(scene, 0);
  }
  struct outcome outcome = nothing(scene, 1);
  outcome.gets = 1;
  outcome.nth = nth;
  scene->position = scene_position(scene, nth);
  return outcome;
}

static struct outcome plan_remove(struct scene *scene) {
  return plan_removal_of(scene, 1);
}

static struct outcome plan_remove_front(struct scene *scene) {
  return plan_removal_of(scene, 0);
}

static int64_t run_remove(struct scene *scene) {
  return shmq_remove(scene->victims_queue, scene->position, 0);
}

const struct operation operation_remove = {.plan = plan_remove, .run = run_remove};
const struct operation operation_remove_front = {.plan = plan_remove_front, .run = run_remove};

/* --- peek, consume, release --- */

static int64_t run_peek_and_consume(struct scene *scene) {
  const void *data;
  const ssize_t length = shmq_peek(scene->victims_queue, &data, 0);
  if (length >= 0) {
    memcpy(message_bytes, data, (size_t)length);
    CHECK_RESULT(shmq_consume(scene->victims_queue), 0);
  }
  return length;
}

static int64_t run_peek_and_release(struct scene *scene) {
  const void *data;
  const ssize_t length = shmq_peek(scene->victims_queue, &data, 0);
  if (length >= 0) {
    CHECK_RESULT(shmq_release(scene->victims_queue), 0);
  }
  return length;
}

const struct operation operation_peek_and_consume = {.plan = plan_get, .run = run_peek_and_consume};
const struct operation operation_peek_and_release = {.plan = plan_get_into_too_little,
                                                     .run = run_peek_and_release};

/* --- claimed ends --- */

static void claim_producers(struct scene *scene) {
  CHECK_RESULT(shmq_claim(scene->victims_queue, SHMQ_PRODUCER), 0);
}

static void claim_consumers(struct scene *scene) {
  CHECK_RESULT(shmq_claim(scene->victims_queue, SHMQ_CONSUMER), 0);
}

static void claim_both(struct scene *scene) {
  CHECK_RESULT(shmq_claim(scene->victims_queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
}

static struct outcome claimed(int ends, struct outcome outcome) {
  outcome.claims_before = ends;
  outcome.claims = ends;
  return outcome;
}

static struct outcome plan_claimed_put(struct scene *scene) {
  return claimed(SHMQ_PRODUCER, plan_put(scene));
}

static struct outcome plan_claimed_put_many(struct scene *scene) {
  return claimed(SHMQ_PRODUCER, plan_put_many(scene));
}

static struct outcome plan_claimed_get(struct scene *scene) {
  return claimed(SHMQ_CONSUMER, plan_get(scene));
}

static struct outcome plan_claimed_get_many(struct scene *scene) {
  return claimed(SHMQ_CONSUMER, plan_get_many(scene));
}

static struct outcome plan_claimed_remove(struct scene *scene) {
  return claimed(SHMQ_CONSUMER, plan_remove(scene));
}

static struct outcome plan_claim(struct scene *scene) {
  struct outcome outcome = nothing(scene, 0);
  outcome.claims = SHMQ_PRODUCER | SHMQ_CONSUMER;
  return outcome;
}

static struct outcome plan_unclaim(struct scene *scene) {
  struct outcome outcome = nothing(scene, 0);
  outcome.claims_before = SHMQ_PRODUCER | SHMQ_CONSUMER;
  return outcome;
}

static int64_t run_claim(struct scene *scene) {
  return shmq_claim(scene->victims_queue, SHMQ_PRODUCER | SHMQ_CONSUMER);
}

static int64_t run_unclaim(struct scene *scene) {
  return shmq_unclaim(scene->victims_queue, SHMQ_PRODUCER | SHMQ_CONSUMER);
}

const struct operation operation_claim = {.plan = plan_claim, .run = run_claim};
const struct operation operation_unclaim = {
    .plan = plan_unclaim, .prepare = claim_both, .run = run_unclaim};
const struct operation operation_claimed_put = {
    .plan = plan_claimed_put, .prepare = claim_producers, .run = run_put};
const struct operation operation_claimed_put_many = {
    .plan = plan_claimed_put_many, .prepare = claim_producers, .run = run_put_many};
const struct operation operation_claimed_reserve_and_commit = {
    .plan = plan_claimed_put, .prepare = claim_producers, .run = run_reserve_and_commit};
const struct operation operation_claimed_get = {
    .plan = plan_claimed_get, .prepare = claim_consumers, .run = run_get};
const struct operation operation_claimed_get_many = {
    .plan = plan_claimed_get_many, .prepare = claim_consumers, .run = run_get_many};
const struct operation operation_claimed_remove = {
    .plan = plan_claimed_remove, .prepare = claim_consumers, .run = run_remove};
const struct operation operation_claimed_peek_and_consume = {
    .plan = plan_claimed_get, .prepare = claim_consumers, .run = run_peek_and_consume};

/* --- shutdown, tasks --- */

static struct outcome plan_shutdown(struct scene *scene) {
  struct outcome outcome = nothing(scene, 0);
  if (outcome.shutdown == SHMQ_OPEN) {
    outcome.shutdown = SHMQ_DRAINING;
  }
  return outcome;
}

static int64_t run_shutdown(struct scene *scene) {
  return shmq_shutdown(scene->victims_queue, false);
}

static struct outcome plan_immediate_shutdown(struct scene *scene) {
  return (struct outcome){.shutdown = SHMQ_SHUT, .gets = scene_size(scene)};
}

static int64_t run_immediate_shutdown(struct scene *scene) {
  return shmq_shutdown(scene->victims_queue, true);
}

static struct outcome plan_task_done(struct scene *scene) {
  struct outcome outcome = nothing(scene, 0);
  outcome.done = 1;
  return outcome;
}

static int64_t run_task_done(struct scene *scene) {
  return shmq_task_done(scene->victims_queue);
}

const struct operation operation_shutdown = {.plan = plan_shutdown, .run = run_shutdown};
const struct operation operation_immediate_shutdown = {.plan = plan_immediate_shutdown,
                                                       .run = run_immediate_shutdown};
const struct operation operation_task_done = {.plan = plan_task_done, .run = run_task_done};

/* --- what only looks --- */

static int64_t run_stat(struct scene *scene) {
  struct shmq_stat stat = {.size = sizeof stat};
  return shmq_stat(scene->victims_queue, &stat);
}

static int64_t run_check(struct scene *scene) {
  return shmq_check(scene->victims_queue);
}

/* In pieces of two. The result is the number of messages. */
static int64_t run_scan(struct scene *scene) {
  uint32_t lengths[2];
  uint64_t position = 0;
  int64_t copied = 0;
  for (;;) {
    const ssize_t count = shmq_scan(scene->victims_queue, &position, message_bytes,
                                    sizeof message_bytes, lengths, NULL, 2, 0);
    if (count <= 0) {
      return count < 0 ? count : copied;
    }
    copied += count;
  }
}

static struct outcome plan_scan(struct scene *scene) {
  return nothing(scene, (int64_t)scene_size(scene));
}

static struct outcome plan_scan_of_a_claimed_end(struct scene *scene) {
  return claimed(SHMQ_CONSUMER, plan_scan(scene));
}

const struct operation operation_scan = {.plan = plan_scan, .run = run_scan};
const struct operation operation_scan_of_a_claimed_end = {
    .plan = plan_scan_of_a_claimed_end, .prepare = claim_consumers, .run = run_scan};
const struct operation operation_stat = {.plan = plan_nothing, .run = run_stat};
const struct operation operation_check = {.plan = plan_nothing, .run = run_check};
