/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A signal neither ends a call nor changes how long it waits.
 */
#include <errno.h>
#include <signal.h>
#include <sys/time.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "runner.h"

static volatile sig_atomic_t signals;

static void count_signal(int signal) {
  (void)signal;
  signals++;
}

/* From now on a signal every 3 ms, whose handler does not restart system calls. */
static void start_signals(void) {
  const struct sigaction action = {.sa_handler = count_signal};
  const struct timeval interval = {.tv_usec = 3000};
  const struct itimerval timer = {interval, interval};
  signals = 0;
  CHECK_CALL(sigaction(SIGALRM, &action, NULL));
  CHECK_CALL(setitimer(ITIMER_REAL, &timer, NULL));
}

static void stop_signals(void) {
  const struct itimerval timer = {0};
  CHECK_CALL(setitimer(ITIMER_REAL, &timer, NULL));
}

static void a_timed_call_waits_for_the_time_that_is_left(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  start_signals();
  int64_t start = now();
  CHECK_RESULT(shmq_get(queue, NULL, 0, 300 * MILLISECOND), -ETIMEDOUT);
  CHECK_BETWEEN(now() - start, 300 * MILLISECOND, 2 * SECOND);
  put_message(queue, 0, 1);
  start = now();
  CHECK_RESULT(shmq_put(queue, NULL, 0, 300 * MILLISECOND), -ETIMEDOUT);
  CHECK_BETWEEN(now() - start, 300 * MILLISECOND, 2 * SECOND);
  stop_signals();
  CHECK(signals >= 20);
  queue_destroy(queue, name);
}

#define ROUNDS 200

static void get_under_signals(void *name) {
  shmq *queue = queue_open(name);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  start_signals();
  for (uint64_t i = 0; i < ROUNDS; i++) {
    uint64_t id;
    CHECK_RESULT(shmq_get(queue, &id, sizeof id, SHMQ_FOREVER), sizeof id);
    CHECK_EQ(id, i);
  }
  stop_signals();
  CHECK(signals > 0);
}

static void put_under_signals(void *name) {
  shmq *queue = queue_open(name);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  start_signals();
  for (uint64_t id = 0; id < ROUNDS; id++) {
    CHECK_RESULT(shmq_put(queue, &id, sizeof id, SHMQ_FOREVER), 0);
  }
  stop_signals();
  CHECK(signals > 0);
}

/* Lets some signals come while the other side waits. */
static void pause_for_signals(void) {
  const int64_t start = now();
  while (now() - start < 4 * MILLISECOND) {
    yield_briefly();
  }
}

static void an_endless_get_goes_on(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const pid_t pid = process_start(get_under_signals, name);
  for (uint64_t id = 0; id < ROUNDS; id++) {
    pause_for_signals();
    CHECK_RESULT(shmq_put(queue, &id, sizeof id, 0), 0);
  }
  process_join(pid);
  queue_destroy(queue, name);
}

static void an_endless_put_goes_on(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  const pid_t pid = process_start(put_under_signals, name);
  for (uint64_t i = 0; i < ROUNDS; i++) {
    uint64_t id;
    pause_for_signals();
    CHECK_RESULT(shmq_get(queue, &id, sizeof id, SOON), sizeof id);
    CHECK_EQ(id, i);
  }
  process_join(pid);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_timed_call_waits_for_the_time_that_is_left),
    CASE(an_endless_get_goes_on),
    CASE(an_endless_put_goes_on),
};

TEST_MAIN(cases)
