/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <unistd.h>

#include "check.h"
#include "names.h"
#include "process.h"
#include "queues.h"
#include "runner.h"

#define NOBODY 65534

static shmq *create_with_mode(char name[NAME_SIZE], uint32_t mode) {
  const struct shmq_options options = {
      .size = sizeof options, .mode = mode, .max_bytes = SMALL_RING};
  shmq *queue;
  fresh_name(name);
  CHECK_RESULT(shmq_create(name, &options, &queue), 0);
  return queue;
}

static void become_another_user(void) {
  CHECK_CALL(setresgid(NOBODY, NOBODY, NOBODY));
  CHECK_CALL(setresuid(NOBODY, NOBODY, NOBODY));
}

static void expect_no_access(void *name) {
  shmq *queue;
  become_another_user();
  CHECK_RESULT(shmq_open(name, &queue), -EACCES);
  CHECK_RESULT(shmq_unlink(name), -EACCES);
}

static void expect_access(void *name) {
  become_another_user();
  shmq *queue = queue_open(name);
  get_message(queue, 50, 1);
  put_message(queue, 60, 2);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK_RESULT(shmq_unlink(name), -EACCES);
}

static void skip_unless_root(void) {
  if (geteuid() != 0) {
    skip("only root can become another user");
  }
}

static void a_queue_is_its_users_alone_unless_asked_otherwise(void) {
  static const uint32_t modes[] = {0, 0600, 0644, 0622};
  skip_unless_root();
  for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
    char name[NAME_SIZE];
    shmq *queue = create_with_mode(name, modes[i]);
    process_join(process_start(expect_no_access, name));
    CHECK(object_exists(name));
    queue_destroy(queue, name);
  }
}

static void the_mode_lets_other_users_in(void) {
  char name[NAME_SIZE];
  skip_unless_root();
  shmq *queue = create_with_mode(name, 0666);
  put_message(queue, 50, 1);
  process_join(process_start(expect_access, name));
  get_message(queue, 60, 2);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_queue_is_its_users_alone_unless_asked_otherwise),
    CASE(the_mode_lets_other_users_in),
};

TEST_MAIN(cases)
