/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Many processes create and open one name at once.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "runner.h"

#define ROUNDS 300
#define CREATORS 3
#define OPENERS 3
#define LIMIT 12345

struct race {
  char name[NAME_SIZE];
  struct barrier start[ROUNDS];
  struct barrier end[ROUNDS];
  _Atomic unsigned created[ROUNDS];
  _Atomic unsigned opened;
};

/* Every round has a name of its own. */
static void name_of_round(const struct race *race, unsigned round, char name[NAME_SIZE]) {
  snprintf(name, NAME_SIZE, "%.150s.%u", race->name, round);
}

static void create_each_round(void *argument) {
  struct race *race = argument;
  const struct shmq_options options = {
      .size = sizeof options, .max_messages = LIMIT, .max_bytes = SMALL_RING};
  for (unsigned round = 0; round < ROUNDS; round++) {
    char name[NAME_SIZE];
    shmq *queue = NULL;
    name_of_round(race, round, name);
    barrier_pass(&race->start[round], CREATORS + OPENERS);
    const int result = shmq_create(name, &options, &queue);
    CHECK_RESULT(result, result == 0 ? 0 : -EEXIST);
    if (result == 0) {
      atomic_fetch_add(&race->created[round], 1);
    }
    barrier_pass(&race->end[round], CREATORS + OPENERS);
    CHECK_EQ(race->created[round], 1);
    if (result == 0) {
      queue_destroy(queue, name);
    }
  }
}

static void expect_whole(shmq *queue) {
  CHECK_EQ(shmq_max_messages(queue), LIMIT);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), 0);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void open_each_round(void *argument) {
  struct race *race = argument;
  for (unsigned round = 0; round < ROUNDS; round++) {
    char name[NAME_SIZE];
    shmq *queue = NULL;
    name_of_round(race, round, name);
    barrier_pass(&race->start[round], CREATORS + OPENERS);
    int result;
    do {
      result = shmq_open(name, &queue);
      CHECK_RESULT(result, result == 0 ? 0 : -ENOENT);
    } while (result != 0);
    expect_whole(queue);
    atomic_fetch_add(&race->opened, 1);
    barrier_pass(&race->end[round], CREATORS + OPENERS);
  }
}

static void one_creator_wins_and_openers_see_nothing_or_a_whole_queue(void) {
  struct race *race = shared_memory(sizeof *race);
  pid_t pids[CREATORS + OPENERS];
  fresh_name(race->name);
  for (size_t i = 0; i < CREATORS + OPENERS; i++) {
    pids[i] = process_start(i < CREATORS ? create_each_round : open_each_round, race);
  }
  for (size_t i = 0; i < CREATORS + OPENERS; i++) {
    process_join(pids[i]);
  }
  CHECK_EQ(race->opened, ROUNDS * OPENERS);
}

static const struct test_case cases[] = {
    CASE(one_creator_wins_and_openers_see_nothing_or_a_whole_queue),
};

TEST_MAIN(cases)
