/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "names.h"
#include "process.h"
#include "queues.h"
#include "runner.h"
#include "segment_view.h"

static void open_refuses_a_name_that_nobody_made(void) {
  char name[NAME_SIZE];
  shmq *queue;
  fresh_name(name);
  CHECK_RESULT(shmq_open(name, &queue), -ENOENT);
  CHECK(!object_exists(name));
}

static void open_refuses_null(void) {
  char name[NAME_SIZE];
  shmq *made = queue_create(name, 0, SMALL_RING);
  shmq *queue;
  CHECK_RESULT(shmq_open(NULL, &queue), -EINVAL);
  CHECK_RESULT(shmq_open(name, NULL), -EINVAL);
  queue_destroy(made, name);
}

static void open_finds_limits_and_messages(void) {
  char name[NAME_SIZE];
  shmq *made = queue_create(name, 5, 3 * SMALL_RING);
  put_message(made, 100, 1);
  shmq *opened = queue_open(name);
  CHECK_EQ(shmq_max_messages(opened), 5);
  CHECK_EQ(shmq_max_length(opened), shmq_max_length(made));
  CHECK_EQ(shmq_qsize(opened), 1);
  get_message(opened, 100, 1);
  CHECK_RESULT(shmq_close(opened), 0);
  queue_destroy(made, name);
}

static void open_changes_nothing_in_the_object(void) {
  char name[NAME_SIZE];
  shmq *made = queue_create(name, 0, SMALL_RING);
  put_message(made, 100, 1);
  struct segment *segment = segment_map(name);
  const size_t size = HEADER_SIZE + SMALL_RING;
  void *before = malloc(size);
  memcpy(before, segment, size);
  shmq *opened = queue_open(name);
  CHECK(memcmp(before, segment, size) == 0);
  CHECK_RESULT(shmq_close(opened), 0);
  free(before);
  segment_unmap(segment);
  queue_destroy(made, name);
}

static void answer_from_another_process(void *name) {
  shmq *queue = queue_open(name);
  get_message(queue, 30, 1);
  put_message(queue, 40, 2);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void another_process_opens_it_by_its_name(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 30, 1);
  process_join(process_start(answer_from_another_process, name));
  get_message(queue, 40, 2);
  queue_destroy(queue, name);
}

static void use_inherited(void *queue) {
  get_message(queue, 30, 1);
  put_message(queue, 40, 2);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_forked_child_uses_the_handle_that_it_inherits(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 30, 1);
  process_join(process_start(use_inherited, queue));
  get_message(queue, 40, 2);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(open_refuses_a_name_that_nobody_made),
    CASE(open_refuses_null),
    CASE(open_finds_limits_and_messages),
    CASE(open_changes_nothing_in_the_object),
    CASE(another_process_opens_it_by_its_name),
    CASE(a_forked_child_uses_the_handle_that_it_inherits),
};

TEST_MAIN(cases)
