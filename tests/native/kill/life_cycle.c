/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it creates, opens or closes a queue: under the name there is a whole
 * queue or nothing, and nothing else is left in /dev/shm.
 */
#include <errno.h>

#include "check.h"
#include "clock.h"
#include "kill_points.h"
#include "names.h"
#include "private_shm.h"
#include "queues.h"

#define LIMIT 7

struct life {
  struct death death;
  char name[NAME_SIZE];
  shmq *queue;         /* the test's, if it has one */
  shmq *victims_queue; /* in the victim alone */
  bool alone;          /* nobody else's objects are in /dev/shm */
};

static int create(const char *name, shmq **queue) {
  const struct shmq_options options = {.size = sizeof options,
                                       .flags = SHMQ_AUTO_UNLINK,
                                       .max_messages = LIMIT,
                                       .max_bytes = SMALL_RING};
  return shmq_create(name, &options, queue);
}

/* Makes what a process makes once, at its first queue. */
static void warm_up(void) {
  char name[NAME_SIZE];
  queue_destroy(queue_create(name, 0, SMALL_RING), name);
}

/* The names of all of a case's queues are of one length, so that all runs of a call are alike. */
static void open_life(void *scene, const void *argument) {
  struct life *life = scene;
  (void)argument;
  life->alone = private_shm_mount("size=8m");
  fresh_name(life->name);
  /* Victims inherit it, the first like all others. */
  warm_up();
}

/* --- what the victim finds and does --- */

static void arrange_nothing(void *scene) {
  ((struct life *)scene)->queue = NULL;
}

static void arrange_queue(void *scene) {
  struct life *life = scene;
  CHECK_RESULT(create(life->name, &life->queue), 0);
}

static void create_as_victim(void *scene) {
  struct life *life = scene;
  create(life->name, &life->victims_queue);
}

static void open_as_victim(void *scene) {
  struct life *life = scene;
  shmq_open(life->name, &life->victims_queue);
}

static void close_as_victim(void *scene) {
  const struct life *life = scene;
  shmq_close(life->victims_queue);
}

static void unlink_as_victim(void *scene) {
  const struct life *life = scene;
  shmq_unlink(life->name);
}

/* --- what others see --- */

/* Others see a queue only by its name, which changes in system calls alone. */
static bool never(void *scene) {
  (void)scene;
  return false;
}

static int64_t is_there(void *scene) {
  return object_exists(((const struct life *)scene)->name);
}

static int64_t is_gone(void *scene) {
  return !is_there(scene);
}

static int64_t nothing_visible(void *scene) {
  CHECK(is_there(scene));
  return 0;
}

/* --- what must hold --- */

static void expect_objects(const struct life *life, size_t count) {
  CHECK_EQ(object_exists(life->name), count);
  if (life->alone) {
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
static void expect_last_handle(const struct life *life, shmq *queue) {
  expect_objects(life, 1);
  expect_whole(queue);
  CHECK_RESULT(shmq_close(queue), 0);
  expect_objects(life, 0);
}

static void expect_queue_as_it_was(void *scene) {
  struct life *life = scene;
  const int64_t begin = now();
  expect_last_handle(life, life->queue);
  death_survived(&life->death, begin, now());
}

/* The test's handle is as good without the name. */
static void expect_queue_with_or_without_name(void *scene) {
  struct life *life = scene;
  expect_objects(life, life->death.progress == 0);
  expect_whole(life->queue);
  CHECK_RESULT(shmq_close(life->queue), 0);
  expect_objects(life, 0);
}

static void expect_whole_or_nothing(void *scene) {
  struct life *life = scene;
  const bool is_whole = is_there(scene);
  shmq *queue;
  const int64_t begin = now();
  CHECK_RESULT(shmq_open(life->name, &queue), is_whole ? 0 : -ENOENT);
  if (!is_whole) {
    expect_objects(life, 0);
    CHECK_RESULT(create(life->name, &queue), 0);
  }
  death_survived(&life->death, begin, now());
  expect_last_handle(life, queue);
}

/* --- cases --- */

static struct experiment experiment(void (*arrange)(void *scene), process_function *prepare,
                                    process_function *function) {
  return (struct experiment){.scene_size = sizeof(struct life),
                             .lanes = 1,
                             .open = open_life,
                             .arrange = arrange,
                             .prepare = prepare,
                             .function = function,
                             .changes = never,
                             .matters = never};
}

static void a_dead_creator_leaves_a_whole_queue_or_nothing(void) {
  struct experiment creating = experiment(arrange_nothing, NULL, create_as_victim);
  creating.look = is_there;
  creating.settle = expect_whole_or_nothing;
  kill_everywhere(&creating, NULL);
}

static void a_dead_opener_leaves_the_queue_as_it_was(void) {
  struct experiment opening = experiment(arrange_queue, NULL, open_as_victim);
  opening.look = nothing_visible;
  opening.settle = expect_queue_as_it_was;
  kill_everywhere(&opening, NULL);
}

static void a_dead_closer_leaves_the_queue_to_the_others(void) {
  struct experiment closing = experiment(arrange_queue, open_as_victim, close_as_victim);
  closing.look = nothing_visible;
  closing.settle = expect_queue_as_it_was;
  kill_everywhere(&closing, NULL);
}

static void a_dead_last_closer_leaves_a_whole_queue_or_nothing(void) {
  struct experiment closing = experiment(arrange_nothing, create_as_victim, close_as_victim);
  closing.look = is_gone;
  closing.settle = expect_whole_or_nothing;
  kill_everywhere(&closing, NULL);
}

static void a_dead_unlinker_leaves_the_queue_with_or_without_its_name(void) {
  struct experiment unlinking = experiment(arrange_queue, NULL, unlink_as_victim);
  unlinking.look = is_gone;
  unlinking.settle = expect_queue_with_or_without_name;
  kill_everywhere(&unlinking, NULL);
}

static const struct test_case cases[] = {
    CASE_WITHIN(a_dead_creator_leaves_a_whole_queue_or_nothing, 120),
    CASE_WITHIN(a_dead_opener_leaves_the_queue_as_it_was, 120),
    CASE_WITHIN(a_dead_closer_leaves_the_queue_to_the_others, 120),
    CASE_WITHIN(a_dead_last_closer_leaves_a_whole_queue_or_nothing, 120),
    CASE_WITHIN(a_dead_unlinker_leaves_the_queue_with_or_without_its_name, 120),
};

KILL_MAIN(cases)
