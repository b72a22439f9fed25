/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it creates, opens or closes a queue: under the name there is a whole
 * queue or nothing, and nothing else is left in /dev/shm.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "names.h"
#include "private_shm.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "share.h"
#include "stepper.h"

#define KILLS 1000

/* Steps behind a system call, in which alone something happens that others can see. */
#define STEPS_MOST 100

#define LIMIT 7

struct scene {
  char name[NAME_SIZE];
  shmq *queue;         /* the test's, if it has one */
  shmq *victims_queue; /* in the victim alone */
  struct victim victim;
  bool alone; /* nobody else's objects are in /dev/shm */
};

static int create(const char *name, shmq **queue) {
  const struct shmq_options options = {.size = sizeof options,
                                       .flags = SHMQ_AUTO_UNLINK,
                                       .max_messages = LIMIT,
                                       .max_bytes = SMALL_RING};
  return shmq_create(name, &options, queue);
}

/* --- what the victim does --- */

static void create_as_victim(void *argument) {
  struct scene *scene = argument;
  create(scene->name, &scene->victims_queue);
}

static void open_as_victim(void *argument) {
  struct scene *scene = argument;
  shmq_open(scene->name, &scene->victims_queue);
}

static void close_as_victim(void *argument) {
  const struct scene *scene = argument;
  shmq_close(scene->victims_queue);
}

/* --- what must hold --- */

static void expect_objects(const struct scene *scene, size_t count) {
  CHECK_EQ(object_exists(scene->name), count);
  if (scene->alone) {
    CHECK_EQ(private_shm_objects(), count);
  }
}

static void expect_whole(shmq *queue) {
  CHECK_EQ(shmq_max_messages(queue), LIMIT);
  CHECK_EQ(shmq_qsize(queue), 0);
  for (uint64_t id = 0; id < LIMIT; id++) {
    put_message(queue, 100, id);
  }
  CHECK_EQ(shmq_full(queue), 1);
  for (uint64_t id = 0; id < LIMIT; id++) {
    get_message(queue, 100, id);
  }
}

/* A whole queue, which goes with its last handle: that of the test, as the victim is dead. */
static void expect_last_handle(const struct scene *scene, shmq *queue) {
  expect_objects(scene, 1);
  expect_whole(queue);
  CHECK_RESULT(shmq_close(queue), 0);
  expect_objects(scene, 0);
}

/* Returns whether there is a queue of that name, and in the end there is none. */
static bool expect_whole_or_nothing(const struct scene *scene) {
  shmq *queue;
  const int result = shmq_open(scene->name, &queue);
  CHECK_RESULT(result, result == 0 ? 0 : -ENOENT);
  if (result != 0) {
    expect_objects(scene, 0);
    CHECK_RESULT(create(scene->name, &queue), 0);
  }
  expect_last_handle(scene, queue);
  return result == 0;
}

/* --- a round --- */

/* Starts a victim and leaves it behind so many entries to and exits from system calls, and some
 * steps. Returns false if it left its function before. */
static bool start_victim(struct scene *scene, process_function *prepare, process_function *function,
                         uint64_t system_calls, uint64_t steps) {
  victim_start(&scene->victim, prepare, function, scene);
  for (uint64_t i = 0; i < system_calls; i++) {
    if (!victim_next_system_call(&scene->victim)) {
      return false;
    }
  }
  return victim_steps(&scene->victim, steps) == steps;
}

/* One kill in a case's scene: returns whether there was a queue behind it. */
typedef bool kill_function(struct scene *scene, uint64_t system_calls, uint64_t steps, bool *left);

static bool kill_creator(struct scene *scene, uint64_t system_calls, uint64_t steps, bool *left) {
  *left = !start_victim(scene, NULL, create_as_victim, system_calls, steps);
  victim_kill(&scene->victim);
  return expect_whole_or_nothing(scene);
}

static bool kill_opener(struct scene *scene, uint64_t system_calls, uint64_t steps, bool *left) {
  CHECK_RESULT(create(scene->name, &scene->queue), 0);
  *left = !start_victim(scene, NULL, open_as_victim, system_calls, steps);
  victim_kill(&scene->victim);
  expect_last_handle(scene, scene->queue);
  return true;
}

static bool kill_closer(struct scene *scene, uint64_t system_calls, uint64_t steps, bool *left) {
  CHECK_RESULT(create(scene->name, &scene->queue), 0);
  *left = !start_victim(scene, open_as_victim, close_as_victim, system_calls, steps);
  victim_kill(&scene->victim);
  expect_last_handle(scene, scene->queue);
  return true;
}

static bool kill_last_closer(struct scene *scene, uint64_t system_calls, uint64_t steps,
                             bool *left) {
  *left = !start_victim(scene, create_as_victim, close_as_victim, system_calls, steps);
  victim_kill(&scene->victim);
  return expect_whole_or_nothing(scene);
}

/* Returns how many entries to and exits from system calls the victim's function has. */
static uint64_t measure(struct scene *scene, kill_function *kill_one) {
  bool left = false;
  uint64_t system_calls = 0;
  while (!left) {
    fresh_name(scene->name);
    kill_one(scene, ++system_calls, 0, &left);
  }
  return system_calls - 1;
}

static uint64_t kills(void) {
  return KILLS / test_share();
}

/* Returns how many queues were there behind the kills. */
static uint64_t run(kill_function *kill_one) {
  struct scene scene = {.alone = private_shm_mount("size=8m")};
  struct random random = random_start(1);
  uint64_t there = 0;
  stepper_begin();
  const uint64_t system_calls = measure(&scene, kill_one);
  for (uint64_t i = 0; i < kills(); i++) {
    bool left;
    fresh_name(scene.name);
    there += kill_one(&scene, i % (system_calls + 1), random_below(&random, STEPS_MOST), &left);
  }
  printf("%" PRIu64 " entries to and exits from system calls, killed %" PRIu64
         " times, a queue there %" PRIu64 " times\n",
         system_calls, kills(), there);
  return there;
}

static void a_dead_creator_leaves_a_whole_queue_or_nothing(void) {
  CHECK_BETWEEN(run(kill_creator), 1, kills() - 1);
}

static void a_dead_opener_leaves_the_queue_as_it_was(void) {
  CHECK_EQ(run(kill_opener), kills());
}

static void a_dead_closer_leaves_the_queue_to_the_others(void) {
  CHECK_EQ(run(kill_closer), kills());
}

static void a_dead_last_closer_leaves_a_whole_queue_or_nothing(void) {
  CHECK_BETWEEN(run(kill_last_closer), 1, kills() - 1);
}

static const struct test_case cases[] = {
    CASE_WITHIN(a_dead_creator_leaves_a_whole_queue_or_nothing, 120),
    CASE_WITHIN(a_dead_opener_leaves_the_queue_as_it_was, 120),
    CASE_WITHIN(a_dead_closer_leaves_the_queue_to_the_others, 120),
    CASE_WITHIN(a_dead_last_closer_leaves_a_whole_queue_or_nothing, 120),
};

TEST_MAIN(cases)
