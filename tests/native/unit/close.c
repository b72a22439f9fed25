/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Closing a handle that other threads of the process are using.
 */
#include <errno.h>

#include "check.h"
#include "clock.h"
#include "queues.h"
#include "resources.h"
#include "runner.h"
#include "thread.h"

static void closing_unmaps(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_EQ(shm_mappings(), 1);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK_EQ(shm_mappings(), 0);
  CHECK_RESULT(shmq_close(queue), -EBADF);
  CHECK_RESULT(shmq_unlink(name), 0);
}

static void closing_keeps_the_messages_for_others(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 100, 1);
  CHECK_RESULT(shmq_close(queue), 0);
  shmq *again = queue_open(name);
  get_message(again, 100, 1);
  queue_destroy(again, name);
}

/* --- what threads wait in for ever --- */

static int64_t sleep_in_put(void *queue) {
  return shmq_put(queue, NULL, 0, SHMQ_FOREVER);
}

static int64_t sleep_in_put_many(void *queue) {
  const struct iovec message = {NULL, 0};
  return shmq_put_many(queue, &message, 1, SHMQ_FOREVER);
}

static int64_t sleep_in_reserve(void *queue) {
  void *data;
  return shmq_reserve(queue, 0, &data, SHMQ_FOREVER);
}

static int64_t sleep_in_join(void *queue) {
  return shmq_join(queue, SHMQ_FOREVER);
}

static int64_t sleep_in_get(void *queue) {
  return shmq_get(queue, NULL, 0, SHMQ_FOREVER);
}

static int64_t sleep_in_get_many(void *queue) {
  uint32_t length;
  return shmq_get_many(queue, NULL, 0, &length, 1, SHMQ_FOREVER);
}

static int64_t sleep_in_peek(void *queue) {
  const void *data;
  return shmq_peek(queue, &data, SHMQ_FOREVER);
}

#define ROUNDS 100
#define SLEEPERS 3

/* Closes under sleepers and returns the nanoseconds until the last has left. */
static int64_t close_under_sleepers(thread_function *call, bool full) {
  struct thread sleepers[SLEEPERS];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  if (full) {
    put_message(queue, 0, 1);
  }
  for (size_t i = 0; i < SLEEPERS; i++) {
    thread_start_to_sleep(&sleepers[i], call, queue);
  }
  const int64_t start = now();
  CHECK_RESULT(shmq_close(queue), 0);
  for (size_t i = 0; i < SLEEPERS; i++) {
    CHECK_RESULT(thread_result(&sleepers[i]), -EBADF);
  }
  const int64_t time = now() - start;
  CHECK_EQ(shm_mappings(), 0);
  CHECK_RESULT(shmq_unlink(name), 0);
  return time;
}

/* The median, since others may load the machine. It is below the 100 ms after which a sleeper looks
 * by itself. */
static void expect_sleepers_leave_at_once(thread_function *call, bool full) {
  int64_t times[ROUNDS];
  for (size_t i = 0; i < ROUNDS; i++) {
    times[i] = close_under_sleepers(call, full);
    CHECK_BETWEEN(times[i], 0, SOON);
  }
  CHECK_BETWEEN(median(times, ROUNDS), 0, 20 * MILLISECOND);
}

static void threads_that_wait_for_a_message_leave_at_once(void) {
  expect_sleepers_leave_at_once(sleep_in_get, false);
  expect_sleepers_leave_at_once(sleep_in_get_many, false);
  expect_sleepers_leave_at_once(sleep_in_peek, false);
}

static void threads_that_wait_for_room_leave_at_once(void) {
  expect_sleepers_leave_at_once(sleep_in_put, true);
  expect_sleepers_leave_at_once(sleep_in_put_many, true);
  expect_sleepers_leave_at_once(sleep_in_reserve, true);
}

static void threads_that_wait_for_tasks_leave_at_once(void) {
  expect_sleepers_leave_at_once(sleep_in_join, true);
}

/* Of a lock they see within a slice that the handle is closed. */
static void threads_that_wait_for_a_lock_leave(void) {
  struct thread sleepers[2];
  const void *front;
  void *data;
  char name[NAME_SIZE];
  shmq *holder = queue_create(name, 0, SMALL_RING);
  shmq *queue = queue_open(name);
  put_message(holder, 0, 1);
  CHECK_RESULT(shmq_reserve(holder, 0, &data, 0), 0);
  CHECK_RESULT(shmq_peek(holder, &front, 0), 0);
  thread_start_to_sleep(&sleepers[0], sleep_in_put, queue);
  thread_start_to_sleep(&sleepers[1], sleep_in_get, queue);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK_RESULT(thread_result(&sleepers[0]), -EBADF);
  CHECK_RESULT(thread_result(&sleepers[1]), -EBADF);
  CHECK_EQ(shm_mappings(), 1);
  CHECK_RESULT(shmq_commit(holder, 0), 0);
  CHECK_RESULT(shmq_consume(holder), 0);
  queue_destroy(holder, name);
}

static void sleepers_of_another_handle_stay(void) {
  struct thread sleeper;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  thread_start_to_sleep(&sleeper, sleep_in_get, queue);
  for (int i = 0; i < 20; i++) {
    CHECK_RESULT(shmq_close(queue_open(name)), 0);
  }
  put_message(queue, 0, 1);
  CHECK_RESULT(thread_result(&sleeper), 0);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(closing_unmaps),
    CASE(closing_keeps_the_messages_for_others),
    CASE(threads_that_wait_for_a_message_leave_at_once),
    CASE(threads_that_wait_for_room_leave_at_once),
    CASE(threads_that_wait_for_tasks_leave_at_once),
    CASE(threads_that_wait_for_a_lock_leave),
    CASE(sleepers_of_another_handle_stay),
};

TEST_MAIN(cases)
