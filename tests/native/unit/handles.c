/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Handles that are none, or none any more.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "names.h"
#include "queues.h"
#include "random.h"
#include "runner.h"

/* Every function that takes a handle must give `error` for this one. */
static void expect_every_function(shmq *queue, int error) {
  char message[8] = {0};
  const struct iovec messages = {message, sizeof message};
  struct shmq_stat stat = {.size = sizeof stat};
  uint32_t length;
  uint64_t position = 0;
  const void *front;
  void *data;
  const int64_t start = now();
  CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), error);
  CHECK_RESULT(shmq_put(queue, message, sizeof message, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_get(queue, message, sizeof message, 0), error);
  CHECK_RESULT(shmq_get(queue, message, sizeof message, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_try_put(queue, message, sizeof message), error);
  CHECK_RESULT(shmq_try_get(queue, message, sizeof message), error);
  CHECK_RESULT(shmq_put_many(queue, &messages, 1, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_get_many(queue, message, sizeof message, &length, 1, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_scan(queue, &position, message, sizeof message, &length, NULL, 1, SHMQ_FOREVER),
               error);
  CHECK_RESULT(shmq_remove(queue, 0, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_reserve(queue, 1, &data, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_commit(queue, 1), error);
  CHECK_RESULT(shmq_abort(queue), error);
  CHECK_RESULT(shmq_peek(queue, &front, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_consume(queue), error);
  CHECK_RESULT(shmq_release(queue), error);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), error);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), error);
  CHECK_RESULT(shmq_shutdown(queue, 0), error);
  CHECK_RESULT(shmq_task_done(queue), error);
  CHECK_RESULT(shmq_join(queue, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_stat(queue, &stat), error);
  CHECK_RESULT(shmq_check(queue), error);
  CHECK_RESULT(shmq_qsize(queue), error);
  CHECK_RESULT(shmq_empty(queue), error);
  CHECK_RESULT(shmq_full(queue), error);
  CHECK_RESULT(shmq_max_messages(queue), error);
  CHECK_RESULT(shmq_max_length(queue), error);
  CHECK_RESULT(shmq_set_spin(queue, 0), error);
  CHECK_RESULT(shmq_close(queue), error);
  CHECK(now() - start < SOON);
}

static void null_is_refused(void) {
  expect_every_function(NULL, -EINVAL);
}

static void a_closed_handle_is_refused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_close(queue), 0);
  expect_every_function(queue, -EBADF);
  CHECK_RESULT(shmq_unlink(name), 0);
}

static void a_closed_handle_stays_closed_when_others_are_opened(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *closed[100];
  for (size_t i = 0; i < 100; i++) {
    closed[i] = queue_open(name);
    CHECK_RESULT(shmq_close(closed[i]), 0);
    CHECK(closed[i] != queue);
  }
  shmq *opened = queue_open(name);
  for (size_t i = 0; i < 100; i++) {
    expect_every_function(closed[i], -EBADF);
  }
  put_message(opened, 10, 1);
  get_message(queue, 10, 1);
  CHECK_RESULT(shmq_close(opened), 0);
  queue_destroy(queue, name);
}

static shmq *handle_of(uint64_t bits) {
  return (shmq *)(uintptr_t)bits;
}

static void garbage_is_refused(void) {
  static const uint64_t values[] = {1,
                                    2,
                                    7,
                                    8,
                                    4096,
                                    INT32_MAX,
                                    UINT32_MAX,
                                    UINT64_C(1) << 32,
                                    INT64_MAX,
                                    UINT64_C(1) << 63,
                                    UINT64_MAX - 7,
                                    UINT64_MAX};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    expect_every_function(handle_of(values[i]), -EBADF);
  }
  struct random random = random_start(1);
  for (int i = 0; i < 10000; i++) {
    const uint64_t bits = random_next(&random) >> random_below(&random, 64);
    if (bits != 0) {
      expect_every_function(handle_of(bits), -EBADF);
    }
  }
}

static void an_address_is_no_handle(void) {
  uint64_t words[64];
  memset(words, 0xff, sizeof words);
  expect_every_function((shmq *)words, -EBADF);
  memset(words, 0, sizeof words);
  expect_every_function((shmq *)words, -EBADF);
  expect_every_function((shmq *)(uintptr_t)&expect_every_function, -EBADF);
}

/* One bit beside a handle that is open: must not reach that queue, nor any. */
static void a_handle_with_one_bit_changed_is_refused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (unsigned bit = 0; bit < 8 * sizeof queue; bit++) {
    const uintptr_t other = (uintptr_t)queue ^ ((uintptr_t)1 << bit);
    if (other != 0) {
      expect_every_function((shmq *)other, -EBADF);
    }
  }
  CHECK_EQ(shmq_qsize(queue), 0);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(null_is_refused),
    CASE(a_closed_handle_is_refused),
    CASE(a_closed_handle_stays_closed_when_others_are_opened),
    CASE(garbage_is_refused),
    CASE(an_address_is_no_handle),
    CASE(a_handle_with_one_bit_changed_is_refused),
};

TEST_MAIN(cases)
