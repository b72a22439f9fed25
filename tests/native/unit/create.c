/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <string.h>

#include "check.h"
#include "names.h"
#include "queues.h"
#include "runner.h"

static const struct shmq_options plain = {.size = sizeof plain};

static void create_makes_an_empty_queue_of_that_name(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 0);
  CHECK(object_exists(name));
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(shmq_full(queue), 0);
  queue_destroy(queue, name);
  CHECK(!object_exists(name));
}

static void create_refuses_a_name_that_is_taken(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 7, SMALL_RING);
  put_message(queue, 10, 1);
  shmq *second;
  CHECK_RESULT(shmq_create(name, &plain, &second), -EEXIST);
  CHECK_EQ(shmq_qsize(queue), 1);
  CHECK_EQ(shmq_max_messages(queue), 7);
  get_message(queue, 10, 1);
  queue_destroy(queue, name);
}

static void create_refuses_null(void) {
  char name[NAME_SIZE];
  shmq *queue;
  fresh_name(name);
  CHECK_RESULT(shmq_create(NULL, &plain, &queue), -EINVAL);
  CHECK_RESULT(shmq_create(name, NULL, &queue), -EINVAL);
  CHECK_RESULT(shmq_create(name, &plain, NULL), -EINVAL);
  CHECK(!object_exists(name));
}

static void one_process_may_have_several_handles(void) {
  char name[NAME_SIZE];
  shmq *first = queue_create(name, 0, SMALL_RING);
  shmq *second = queue_open(name);
  CHECK(first != second);
  put_message(first, 20, 1);
  get_message(second, 20, 1);
  CHECK_RESULT(shmq_close(first), 0);
  put_message(second, 20, 2);
  get_message(second, 20, 2);
  queue_destroy(second, name);
}

static void two_queues_do_not_mix(void) {
  char names[2][NAME_SIZE];
  shmq *first = queue_create(names[0], 0, SMALL_RING);
  shmq *second = queue_create(names[1], 0, SMALL_RING);
  put_message(first, 8, 1);
  put_message(second, 8, 2);
  get_message(first, 8, 1);
  get_message(second, 8, 2);
  queue_destroy(first, names[0]);
  queue_destroy(second, names[1]);
}

static const struct test_case cases[] = {
    CASE(create_makes_an_empty_queue_of_that_name),
    CASE(create_refuses_a_name_that_is_taken),
    CASE(create_refuses_null),
    CASE(one_process_may_have_several_handles),
    CASE(two_queues_do_not_mix),
};

TEST_MAIN(cases)
