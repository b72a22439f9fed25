/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Closing while other threads run through all functions, thousands of times.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "resources.h"
#include "runner.h"
#include "share.h"

#define ROUNDS 3000
#define THREADS 3

/* One round: threads use the queue until they find it closed. */
struct round {
  shmq *queue;
  struct barrier start;
};

static bool possible(int64_t result) {
  return result >= 0 || result == -EBADF || result == -EAGAIN || result == -ETIMEDOUT ||
         result == -EBUSY;
}

static int64_t call_any(shmq *queue, uint64_t choice) {
  uint8_t message[100] = {0};
  switch (choice) {
    case 0:
      return shmq_put(queue, message, sizeof message, 0);
    case 1:
      return shmq_put(queue, message, sizeof message, SHMQ_FOREVER);
    case 2:
      return shmq_get(queue, message, sizeof message, 0);
    case 3:
      return shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
    case 4:
      return shmq_try_put(queue, message, sizeof message);
    case 5:
      return shmq_try_get(queue, message, sizeof message);
    case 6:
      return shmq_get(queue, message, sizeof message, MILLISECOND);
    case 7:
      return shmq_qsize(queue);
    case 8:
      return shmq_empty(queue);
    default:
      return shmq_full(queue);
  }
}

static void *use_until_closed(void *argument) {
  static _Atomic uint64_t streams;
  struct round *round = argument;
  struct random random = random_start(atomic_fetch_add(&streams, 1));
  barrier_pass(&round->start, THREADS + 1);
  int64_t result;
  do {
    result = call_any(round->queue, random_below(&random, 10));
    if (!possible(result)) {
      FAIL("a call gives %d while the queue is being closed", (int)result);
    }
  } while (result != -EBADF);
  return NULL;
}

static void close_in_a_round(struct random *random) {
  char name[NAME_SIZE];
  pthread_t threads[THREADS];
  struct round round = {.queue = queue_create(name, 4, SMALL_RING)};
  for (size_t i = 0; i < THREADS; i++) {
    CHECK_EQ(pthread_create(&threads[i], NULL, use_until_closed, &round), 0);
  }
  barrier_pass(&round.start, THREADS + 1);
  const int64_t moment = now() + (int64_t)random_below(random, 100 * (uint64_t)MICROSECOND);
  while (now() < moment) {
  }
  CHECK_RESULT(shmq_close(round.queue), 0);
  for (size_t i = 0; i < THREADS; i++) {
    CHECK_EQ(pthread_join(threads[i], NULL), 0);
  }
  CHECK_EQ(shm_mappings(), 0);
  CHECK_RESULT(shmq_unlink(name), 0);
}

static void close_may_come_at_any_moment(void) {
  struct random random = random_start(1000000);
  const size_t before = open_descriptors();
  const uint64_t rounds = ROUNDS / test_share();
  for (uint64_t i = 0; i < rounds; i++) {
    close_in_a_round(&random);
    CHECK_EQ(open_descriptors(), before);
  }
}

static void *close_too(void *argument) {
  struct round *round = argument;
  barrier_pass(&round->start, THREADS);
  return shmq_close(round->queue) == 0 ? round : NULL;
}

static void of_several_closers_one_succeeds(void) {
  const uint64_t rounds = 500 / test_share();
  for (uint64_t i = 0; i < rounds; i++) {
    char name[NAME_SIZE];
    pthread_t threads[THREADS];
    struct round round = {.queue = queue_create(name, 0, SMALL_RING)};
    for (size_t j = 0; j < THREADS; j++) {
      CHECK_EQ(pthread_create(&threads[j], NULL, close_too, &round), 0);
    }
    int closed = 0;
    for (size_t j = 0; j < THREADS; j++) {
      void *result;
      CHECK_EQ(pthread_join(threads[j], &result), 0);
      closed += result != NULL;
    }
    CHECK_EQ(closed, 1);
    CHECK_EQ(shm_mappings(), 0);
    CHECK_RESULT(shmq_unlink(name), 0);
  }
}

static const struct test_case cases[] = {
    CASE(close_may_come_at_any_moment),
    CASE(of_several_closers_one_succeeds),
};

TEST_MAIN(cases)
