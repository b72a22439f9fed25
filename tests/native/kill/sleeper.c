/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it sleeps in a get or a put: those that sleep beside it are woken as if
 * it had never been there.
 */
#include <errno.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "runner.h"
#include "share.h"
#include "worker.h"

#define ROUNDS 1000
#define LIVING 2

enum side { GETTERS, PUTTERS };

/* Sleepers wait for a message in an empty queue, or for room in one full with one message. */
struct scene {
  enum side side;
  char name[NAME_SIZE];
  shmq *queue;
  struct worker living[LIVING];
  uint64_t last_id;
  uint64_t waiting; /* PUTTERS: the message in the queue */
};

static void sleep_as_victim(void *argument) {
  const struct scene *scene = argument;
  uint64_t id = 0;
  shmq *queue = queue_open(scene->name);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  if (scene->side == GETTERS) {
    shmq_get(queue, &id, sizeof id, SHMQ_FOREVER);
  } else {
    shmq_put(queue, &id, sizeof id, SHMQ_FOREVER);
  }
  FAIL("a victim's call returned");
}

static pid_t start_victim(struct scene *scene) {
  const pid_t pid = process_start(sleep_as_victim, scene);
  WAIT_UNTIL(asleep(pid));
  return pid;
}

static void send_to_sleep(struct scene *scene, const struct worker *worker) {
  worker_ask_to_sleep(worker, scene->side == GETTERS ? WORKER_GET : WORKER_PUT, ++scene->last_id);
}

static void put(struct scene *scene, uint64_t id) {
  CHECK_RESULT(shmq_put(scene->queue, &id, sizeof id, SOON), 0);
}

static uint64_t get(struct scene *scene) {
  uint64_t id;
  CHECK_RESULT(shmq_get(scene->queue, &id, sizeof id, SOON), sizeof id);
  return id;
}

/* A message for each of those that sleep: each gets one. */
static void wake_getters(struct scene *scene, size_t sleepers) {
  uint64_t sum = 0;
  for (size_t i = 0; i < sleepers; i++) {
    put(scene, ++scene->last_id);
    sum += scene->last_id;
  }
  for (size_t i = 0; i < sleepers; i++) {
    const struct answer answer = worker_answer(&scene->living[i]);
    CHECK_RESULT(answer.result, WORKER_LENGTH);
    sum -= answer.id;
  }
  CHECK_EQ(sum, 0);
}

/* Room for each of those that sleep, as each puts another message there. */
static void wake_putters(struct scene *scene, size_t sleepers) {
  uint64_t sum = 0;
  for (size_t i = 0; i < sleepers; i++) {
    sum += get(scene);
  }
  for (size_t i = 0; i < sleepers; i++) {
    const struct answer answer = worker_answer(&scene->living[i]);
    CHECK_RESULT(answer.result, 0);
    sum -= answer.id;
  }
  /* What came out is what was in before and what was put, but for the one that is in now. */
  const uint64_t before = scene->waiting;
  scene->waiting = before - sum;
  CHECK_EQ(get(scene), scene->waiting);
  put(scene, scene->waiting);
}

/* The victim falls asleep before, between or behind `sleepers` others, and dies. */
static void run_round(struct scene *scene, size_t sleepers, size_t position) {
  pid_t victim = 0;
  for (size_t i = 0; i <= sleepers; i++) {
    if (i == position) {
      victim = start_victim(scene);
    }
    if (i < sleepers) {
      send_to_sleep(scene, &scene->living[i]);
    }
  }
  process_kill(victim);
  if (scene->side == GETTERS) {
    wake_getters(scene, sleepers);
    CHECK_EQ(shmq_qsize(scene->queue), 0);
  } else {
    wake_putters(scene, sleepers);
    CHECK_EQ(shmq_qsize(scene->queue), 1);
  }
}

static void run(enum side side) {
  struct scene scene = {.side = side};
  scene.queue = queue_create(scene.name, 1 + (side == GETTERS) * LIVING, SMALL_RING);
  for (size_t i = 0; i < LIVING; i++) {
    worker_start(&scene.living[i], scene.name);
  }
  if (side == PUTTERS) {
    put(&scene, scene.waiting);
  }
  const size_t rounds = ROUNDS / test_share();
  for (size_t round = 0; round < rounds; round++) {
    const size_t sleepers = round % (LIVING + 1);
    run_round(&scene, sleepers, round / (LIVING + 1) % (sleepers + 1));
  }
  for (size_t i = 0; i < LIVING; i++) {
    worker_end(&scene.living[i]);
  }
  queue_destroy(scene.queue, scene.name);
}

static void getters_are_woken_beside_a_dead_one(void) {
  run(GETTERS);
}

static void putters_are_woken_beside_a_dead_one(void) {
  run(PUTTERS);
}

static const struct test_case cases[] = {
    CASE_WITHIN(getters_are_woken_beside_a_dead_one, 120),
    CASE_WITHIN(putters_are_woken_beside_a_dead_one, 120),
};

TEST_MAIN(cases)
