/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>

#include "check.h"
#include "names.h"
#include "process.h"
#include "queues.h"
#include "runner.h"

static void unlink_refuses_a_name_that_is_not_there(void) {
  char name[NAME_SIZE];
  fresh_name(name);
  CHECK_RESULT(shmq_unlink(name), -ENOENT);
  shmq *queue = queue_create(name, 0, SMALL_RING);
  queue_destroy(queue, name);
  CHECK_RESULT(shmq_unlink(name), -ENOENT);
}

static void an_unlinked_queue_goes_on_for_those_who_have_it(void) {
  char name[NAME_SIZE];
  shmq *first = queue_create(name, 0, SMALL_RING);
  shmq *second = queue_open(name);
  put_message(first, 100, 1);
  CHECK_RESULT(shmq_unlink(name), 0);
  CHECK(!object_exists(name));
  put_message(first, 100, 2);
  get_message(second, 100, 1);
  get_message(second, 100, 2);
  shmq *third;
  CHECK_RESULT(shmq_open(name, &third), -ENOENT);
  CHECK_RESULT(shmq_close(first), 0);
  put_message(second, 100, 3);
  get_message(second, 100, 3);
  CHECK_RESULT(shmq_close(second), 0);
}

static void an_unlinked_name_is_free_for_another_queue(void) {
  const struct shmq_options options = {.size = sizeof options, .max_messages = 9};
  char name[NAME_SIZE];
  shmq *old = queue_create(name, 0, SMALL_RING);
  put_message(old, 10, 1);
  CHECK_RESULT(shmq_unlink(name), 0);
  shmq *new;
  CHECK_RESULT(shmq_create(name, &options, &new), 0);
  CHECK_EQ(shmq_qsize(new), 0);
  put_message(new, 20, 2);
  get_message(old, 10, 1);
  CHECK_EQ(shmq_qsize(new), 1);
  shmq *opened = queue_open(name);
  CHECK_EQ(shmq_max_messages(opened), 9);
  get_message(opened, 20, 2);
  CHECK_RESULT(shmq_close(old), 0);
  CHECK_RESULT(shmq_close(opened), 0);
  queue_destroy(new, name);
}

static void unlink_in_another_process(void *name) {
  CHECK_RESULT(shmq_unlink(name), 0);
}

static void a_process_that_has_not_opened_it_may_unlink_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  process_join(process_start(unlink_in_another_process, name));
  CHECK(!object_exists(name));
  put_message(queue, 10, 1);
  get_message(queue, 10, 1);
  CHECK_RESULT(shmq_close(queue), 0);
}

static const struct test_case cases[] = {
    CASE(unlink_refuses_a_name_that_is_not_there),
    CASE(an_unlinked_queue_goes_on_for_those_who_have_it),
    CASE(an_unlinked_name_is_free_for_another_queue),
    CASE(a_process_that_has_not_opened_it_may_unlink_it),
};

TEST_MAIN(cases)
