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

static void only_adaptive_and_non_negative_times_are_accepted(void) {
  static const int64_t good[] = {SHMQ_SPIN_ADAPTIVE, 0, 1, MICROSECOND, SECOND, INT64_MAX};
  static const int64_t bad[] = {-2, -1000, INT64_MIN};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    CHECK_RESULT(shmq_set_spin(queue, good[i]), 0);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CHECK_RESULT(shmq_set_spin(queue, bad[i]), -EINVAL);
  }
  queue_destroy(queue, name);
}

struct echo {
  const char *name;
  int64_t spin;
};

#define ROUNDS 100

static void echo(void *argument) {
  const struct echo *echo = argument;
  shmq *queue = queue_open(echo->name);
  CHECK_RESULT(shmq_set_spin(queue, echo->spin), 0);
  uint64_t id;
  for (uint64_t i = 0; i < ROUNDS; i++) {
    CHECK_RESULT(shmq_get(queue, &id, sizeof id, SHMQ_FOREVER), sizeof id);
    CHECK_EQ(id, i);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_wait_ends_with_a_message_however_it_spins(void) {
  static const int64_t spins[] = {SHMQ_SPIN_ADAPTIVE, 0, 1, 20 * MICROSECOND, MILLISECOND};
  for (size_t i = 0; i < sizeof spins / sizeof spins[0]; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 1, SMALL_RING);
    CHECK_RESULT(shmq_set_spin(queue, spins[i]), 0);
    struct echo life = {name, spins[i]};
    const pid_t pid = process_start(echo, &life);
    for (uint64_t id = 0; id < ROUNDS; id++) {
      CHECK_RESULT(shmq_put(queue, &id, sizeof id, SHMQ_FOREVER), 0);
    }
    process_join(pid);
    queue_destroy(queue, name);
  }
}

/* It polls, but not beyond the time that the call has. */
static void spinning_does_not_outlast_the_timeout(void) {
  static const int64_t spins[] = {SHMQ_SPIN_ADAPTIVE, 0, 100 * MILLISECOND, INT64_MAX};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (size_t i = 0; i < sizeof spins / sizeof spins[0]; i++) {
    CHECK_RESULT(shmq_set_spin(queue, spins[i]), 0);
    const int64_t start = now();
    CHECK_RESULT(shmq_get(queue, NULL, 0, 20 * MILLISECOND), -ETIMEDOUT);
    CHECK_BETWEEN(now() - start, 20 * MILLISECOND, 2 * SECOND);
  }
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(only_adaptive_and_non_negative_times_are_accepted),
    CASE(a_wait_ends_with_a_message_however_it_spins),
    CASE(spinning_does_not_outlast_the_timeout),
};

TEST_MAIN(cases)
