/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Closing a handle that other threads of the process are using.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "resources.h"
#include "runner.h"

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

/* A thread that waits for ever at one end. */
struct sleeper {
  shmq *queue;
  pthread_t thread;
  _Atomic pid_t tid;
  bool puts;
  int64_t result;
};

static void *sleep_in_call(void *argument) {
  struct sleeper *sleeper = argument;
  atomic_store(&sleeper->tid, (pid_t)syscall(SYS_gettid));
  sleeper->result = sleeper->puts ? shmq_put(sleeper->queue, NULL, 0, SHMQ_FOREVER)
                                  : shmq_get(sleeper->queue, NULL, 0, SHMQ_FOREVER);
  return NULL;
}

static void start_sleeper(struct sleeper *sleeper, shmq *queue, bool puts) {
  sleeper->queue = queue;
  sleeper->puts = puts;
  atomic_store(&sleeper->tid, 0);
  CHECK_EQ(pthread_create(&sleeper->thread, NULL, sleep_in_call, sleeper), 0);
  WAIT_UNTIL(atomic_load(&sleeper->tid) != 0 && asleep(sleeper->tid));
}

#define ROUNDS 200
#define SLEEPERS 3

/* Closes under sleepers and returns the nanoseconds until the last has left. */
static int64_t close_under_sleepers(bool puts) {
  struct sleeper sleepers[SLEEPERS];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  if (puts) {
    put_message(queue, 0, 1);
  }
  for (size_t i = 0; i < SLEEPERS; i++) {
    start_sleeper(&sleepers[i], queue, puts);
  }
  const int64_t start = now();
  CHECK_RESULT(shmq_close(queue), 0);
  for (size_t i = 0; i < SLEEPERS; i++) {
    CHECK_EQ(pthread_join(sleepers[i].thread, NULL), 0);
    CHECK_RESULT(sleepers[i].result, -EBADF);
  }
  const int64_t time = now() - start;
  CHECK_EQ(shm_mappings(), 0);
  CHECK_RESULT(shmq_unlink(name), 0);
  return time;
}

/* The median, since others may load the machine. It is below the 100 ms after which a sleeper looks
 * by itself. */
static void expect_sleepers_leave_at_once(bool puts) {
  int64_t times[ROUNDS];
  for (size_t i = 0; i < ROUNDS; i++) {
    times[i] = close_under_sleepers(puts);
    CHECK_BETWEEN(times[i], 0, SOON);
  }
  CHECK_BETWEEN(median(times, ROUNDS), 0, 20 * MILLISECOND);
}

static void threads_that_sleep_in_get_leave_at_once(void) {
  expect_sleepers_leave_at_once(false);
}

static void threads_that_sleep_in_put_leave_at_once(void) {
  expect_sleepers_leave_at_once(true);
}

static void sleepers_of_another_handle_stay(void) {
  struct sleeper sleeper;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  start_sleeper(&sleeper, queue, false);
  for (int i = 0; i < 20; i++) {
    CHECK_RESULT(shmq_close(queue_open(name)), 0);
  }
  put_message(queue, 0, 1);
  CHECK_EQ(pthread_join(sleeper.thread, NULL), 0);
  CHECK_RESULT(sleeper.result, 0);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(closing_unmaps),
    CASE(closing_keeps_the_messages_for_others),
    CASE(threads_that_sleep_in_get_leave_at_once),
    CASE(threads_that_sleep_in_put_leave_at_once),
    CASE(sleepers_of_another_handle_stay),
};

TEST_MAIN(cases)
