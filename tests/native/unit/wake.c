/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A sleeper is woken by what it waits for: at once, not when it next looks by itself.
 */
#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "runner.h"
#include "worker.h"

#define ROUNDS 60

/* A wait looks by itself every 100 ms, so that without wakes the median would be near half of that.
 * A wake takes well under a millisecond, but not on every round when others load the machine. */
#define PROMPT (20 * MILLISECOND)

static void a_put_wakes_a_sleeping_get(void) {
  char name[NAME_SIZE];
  int64_t times[ROUNDS];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct worker worker;
  worker_start(&worker, name);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    worker_ask_to_sleep(&worker, WORKER_GET, 0);
    const int64_t start = now();
    put_message(queue, WORKER_LENGTH, round);
    CHECK_EQ(worker_answer(&worker).id, round);
    times[round] = now() - start;
  }
  CHECK_BETWEEN(median(times, ROUNDS), 0, PROMPT);
  worker_end(&worker);
  queue_destroy(queue, name);
}

static void a_get_wakes_a_sleeping_put(void) {
  char name[NAME_SIZE];
  int64_t times[ROUNDS];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  struct worker worker;
  worker_start(&worker, name);
  put_message(queue, WORKER_LENGTH, 0);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    worker_ask_to_sleep(&worker, WORKER_PUT, round + 1);
    const int64_t start = now();
    get_message(queue, WORKER_LENGTH, round);
    CHECK_RESULT(worker_answer(&worker).result, 0);
    times[round] = now() - start;
  }
  get_message(queue, WORKER_LENGTH, ROUNDS);
  CHECK_BETWEEN(median(times, ROUNDS), 0, PROMPT);
  worker_end(&worker);
  queue_destroy(queue, name);
}

static void a_get_wakes_a_put_that_waits_for_bytes(void) {
  char name[NAME_SIZE];
  int64_t times[ROUNDS];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const size_t largest = (size_t)shmq_max_length(queue);
  struct worker worker;
  worker_start(&worker, name);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    put_message(queue, largest, round);
    worker_ask_to_sleep(&worker, WORKER_PUT, round);
    const int64_t start = now();
    get_message(queue, largest, round);
    CHECK_RESULT(worker_answer(&worker).result, 0);
    times[round] = now() - start;
    get_message(queue, WORKER_LENGTH, round);
  }
  CHECK_BETWEEN(median(times, ROUNDS), 0, PROMPT);
  worker_end(&worker);
  queue_destroy(queue, name);
}

#define SLEEPERS 4

/* As many messages as sleepers, in one go: each sleeper must be woken. */
static void several_puts_wake_several_sleeping_gets(void) {
  char name[NAME_SIZE];
  int64_t times[ROUNDS];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct worker workers[SLEEPERS];
  for (int i = 0; i < SLEEPERS; i++) {
    worker_start(&workers[i], name);
  }
  for (uint64_t round = 0; round < ROUNDS; round++) {
    for (int i = 0; i < SLEEPERS; i++) {
      worker_ask_to_sleep(&workers[i], WORKER_GET, 0);
    }
    const int64_t start = now();
    for (uint64_t i = 0; i < SLEEPERS; i++) {
      put_message(queue, WORKER_LENGTH, round * SLEEPERS + i);
    }
    uint64_t sum = 0;
    for (int i = 0; i < SLEEPERS; i++) {
      sum += worker_answer(&workers[i]).id - round * SLEEPERS;
    }
    times[round] = now() - start;
    CHECK_EQ(sum, SLEEPERS * (SLEEPERS - 1) / 2);
  }
  CHECK_BETWEEN(median(times, ROUNDS), 0, PROMPT);
  for (int i = 0; i < SLEEPERS; i++) {
    worker_end(&workers[i]);
  }
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_put_wakes_a_sleeping_get),
    CASE(a_get_wakes_a_sleeping_put),
    CASE(a_get_wakes_a_put_that_waits_for_bytes),
    CASE(several_puts_wake_several_sleeping_gets),
};

TEST_MAIN(cases)
