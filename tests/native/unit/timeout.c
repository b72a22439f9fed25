/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "runner.h"

/* A call that times out takes its time and, on a busy machine, somewhat more. */
#define LATE (2 * SECOND)

static shmq *create_full(char name[NAME_SIZE]) {
  shmq *queue = queue_create(name, 1, SMALL_RING);
  put_message(queue, 8, 1);
  return queue;
}

static void no_time_is_no_wait(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EAGAIN);
  put_message(queue, 8, 1);
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EAGAIN);
  queue_destroy(queue, name);
}

static void a_timeout_is_neither_early_nor_late(void) {
  static const int64_t timeouts[] = {1,
                                     MICROSECOND,
                                     50 * MICROSECOND,
                                     MILLISECOND,
                                     20 * MILLISECOND,
                                     99 * MILLISECOND,
                                     100 * MILLISECOND,
                                     101 * MILLISECOND,
                                     250 * MILLISECOND};
  char names[2][NAME_SIZE];
  shmq *empty = queue_create(names[0], 0, SMALL_RING);
  shmq *full = create_full(names[1]);
  for (size_t i = 0; i < sizeof timeouts / sizeof timeouts[0]; i++) {
    int64_t start = now();
    CHECK_RESULT(shmq_get(empty, NULL, 0, timeouts[i]), -ETIMEDOUT);
    CHECK_BETWEEN(now() - start, timeouts[i], timeouts[i] + LATE);
    start = now();
    CHECK_RESULT(shmq_put(full, NULL, 0, timeouts[i]), -ETIMEDOUT);
    CHECK_BETWEEN(now() - start, timeouts[i], timeouts[i] + LATE);
  }
  CHECK_EQ(shmq_qsize(empty), 0);
  CHECK_EQ(shmq_qsize(full), 1);
  queue_destroy(empty, names[0]);
  queue_destroy(full, names[1]);
}

static void a_call_that_need_not_wait_does_not(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const int64_t start = now();
  CHECK_RESULT(shmq_put(queue, NULL, 0, INT64_MAX), 0);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, INT64_MAX), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), 0);
  CHECK(now() - start < SOON);
  queue_destroy(queue, name);
}

static void negative_timeouts_are_refused(void) {
  static const int64_t bad[] = {-2, -3, -MILLISECOND, INT64_MIN, INT64_MIN + 1};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 0, 1);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CHECK_RESULT(shmq_put(queue, NULL, 0, bad[i]), -EINVAL);
    CHECK_RESULT(shmq_get(queue, NULL, 0, bad[i]), -EINVAL);
  }
  CHECK_EQ(shmq_qsize(queue), 1);
  queue_destroy(queue, name);
}

/* A call in another process, with a timeout so long that its deadline would overflow. */
struct long_wait {
  const char *name;
  int64_t timeout;
};

static void get_one(void *argument) {
  const struct long_wait *wait = argument;
  shmq *queue = queue_open(wait->name);
  CHECK_RESULT(shmq_get(queue, NULL, 0, wait->timeout), 0);
}

static void put_one(void *argument) {
  const struct long_wait *wait = argument;
  shmq *queue = queue_open(wait->name);
  CHECK_RESULT(shmq_put(queue, NULL, 0, wait->timeout), 0);
}

/* Longer than the slices in which a wait looks again. */
static void expect_still_asleep(pid_t pid) {
  WAIT_UNTIL(asleep(pid));
  const int64_t start = now();
  while (now() - start < 250 * MILLISECOND) {
    yield_briefly();
  }
  WAIT_UNTIL(asleep(pid));
}

static void the_longest_timeouts_do_not_overflow(void) {
  static const int64_t timeouts[] = {SHMQ_FOREVER, INT64_MAX, INT64_MAX - 1, INT64_MAX / 2};
  for (size_t i = 0; i < sizeof timeouts / sizeof timeouts[0]; i++) {
    char name[NAME_SIZE];
    struct long_wait wait = {name, timeouts[i]};
    shmq *queue = queue_create(name, 1, SMALL_RING);
    const pid_t getter = process_start(get_one, &wait);
    expect_still_asleep(getter);
    put_message(queue, 0, 1);
    process_join(getter);
    put_message(queue, 0, 2);
    const pid_t putter = process_start(put_one, &wait);
    expect_still_asleep(putter);
    get_message(queue, 0, 2);
    process_join(putter);
    get_message(queue, 0, 3);
    queue_destroy(queue, name);
  }
}

static const struct test_case cases[] = {
    CASE(no_time_is_no_wait),
    CASE(a_timeout_is_neither_early_nor_late),
    CASE(a_call_that_need_not_wait_does_not),
    CASE(negative_timeouts_are_refused),
    CASE(the_longest_timeouts_do_not_overflow),
};

TEST_MAIN(cases)
