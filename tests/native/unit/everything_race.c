/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Threads that share a handle run through all its functions at random: what they return is
 * possible, and what remains is sound. A sanitizer sees more.
 */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/uio.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"

#define THREADS 4
#define LENGTH_MOST 300
#define CALLS 20000 /* of each thread */

typedef int64_t call_function(shmq *queue, struct random *random);

struct member {
  shmq *queue;
  call_function *call;
  struct barrier *start;
  struct random random;
};

static int64_t some_timeout(struct random *random) {
  return random_below(random, 8) == 0 ? MILLISECOND / 10 : 0;
}

static int64_t call_put_many(shmq *queue, struct random *random) {
  uint8_t message[LENGTH_MOST] = {0};
  const struct iovec messages[] = {{message, random_below(random, sizeof message)},
                                   {message, random_below(random, sizeof message)},
                                   {message, random_below(random, sizeof message)}};
  return shmq_put_many(queue, messages, 1 + random_below(random, 3), some_timeout(random));
}

static int64_t call_get_many(shmq *queue, struct random *random) {
  uint8_t messages[2 * LENGTH_MOST];
  uint32_t lengths[4];
  return shmq_get_many(queue, messages, sizeof messages, lengths, 4, some_timeout(random));
}

static int64_t call_reserve(shmq *queue, struct random *random) {
  void *data;
  const size_t length = random_below(random, LENGTH_MOST);
  const int result = shmq_reserve(queue, length, &data, some_timeout(random));
  if (result != 0) {
    return result;
  }
  memset(data, (int)length, length);
  return random_below(random, 4) == 0 ? shmq_abort(queue) : shmq_commit(queue, length / 2);
}

static int64_t call_peek(shmq *queue, struct random *random) {
  const void *data;
  uint8_t copy[LENGTH_MOST];
  const ssize_t result = shmq_peek(queue, &data, some_timeout(random));
  if (result < 0) {
    return result;
  }
  memcpy(copy, data, (size_t)result);
  return random_below(random, 4) == 0 ? shmq_release(queue) : shmq_consume(queue);
}

static int64_t call_stat(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  return shmq_stat(queue, &stat);
}

static int64_t call_as_producer(shmq *queue, struct random *random) {
  uint8_t message[LENGTH_MOST] = {0};
  const size_t length = random_below(random, sizeof message);
  switch (random_below(random, 4)) {
    case 0:
      return shmq_put(queue, message, length, some_timeout(random));
    case 1:
      return shmq_try_put(queue, message, length);
    case 2:
      return call_put_many(queue, random);
    default:
      return call_reserve(queue, random);
  }
}

/* Goes on, or begins again with a message that it has seen. Stores the position of such a one. */
static int64_t call_scan(shmq *queue, struct random *random, uint64_t *chosen) {
  uint8_t messages[2 * LENGTH_MOST];
  uint32_t lengths[4];
  uint64_t positions[4];
  uint64_t position = 0;
  const int64_t first = shmq_scan(queue, &position, messages, sizeof messages, lengths, positions,
                                  4, some_timeout(random));
  if (first <= 0) {
    return first;
  }
  *chosen = positions[random_below(random, (uint64_t)first)];
  position = random_below(random, 2) == 0 ? position : *chosen;
  const int64_t second = shmq_scan(queue, &position, messages, sizeof messages, lengths, NULL, 4,
                                   some_timeout(random));
  return second < 0 ? second : first;
}

static int64_t call_remove(shmq *queue, struct random *random) {
  uint64_t position;
  const int64_t result = call_scan(queue, random, &position);
  return result > 0 ? shmq_remove(queue, position, some_timeout(random)) : result;
}

static int64_t call_as_consumer(shmq *queue, struct random *random) {
  uint8_t message[LENGTH_MOST];
  switch (random_below(random, 5)) {
    case 0:
      return shmq_get(queue, message, sizeof message, some_timeout(random));
    case 1:
      return shmq_try_get(queue, message, sizeof message);
    case 2:
      return call_get_many(queue, random);
    case 3:
      return call_remove(queue, random);
    default:
      return call_peek(queue, random);
  }
}

static int64_t call_as_observer(shmq *queue, struct random *random) {
  uint64_t position;
  switch (random_below(random, 9)) {
    case 0:
      return shmq_task_done(queue);
    case 1:
      return shmq_join(queue, some_timeout(random));
    case 2:
      return call_stat(queue);
    case 3:
      return shmq_check(queue);
    case 4:
      return shmq_qsize(queue);
    case 5:
      return shmq_empty(queue);
    case 6:
      return shmq_full(queue);
    case 7:
      return call_scan(queue, random, &position);
    default:
      return shmq_set_spin(queue, (int64_t)random_below(random, 1000));
  }
}

static int64_t call_any(shmq *queue, struct random *random) {
  switch (random_below(random, 3)) {
    case 0:
      return call_as_producer(queue, random);
    case 1:
      return call_as_consumer(queue, random);
    default:
      return call_as_observer(queue, random);
  }
}

/* Tasks may be done too often, which is -EINVAL. Nothing is ever damaged. */
static bool possible(int64_t result) {
  return result >= 0 || result == -EAGAIN || result == -ETIMEDOUT || result == -EBUSY ||
         result == -EINVAL;
}

static void *take_part(void *argument) {
  struct member *member = argument;
  barrier_pass(member->start, THREADS);
  for (int i = 0; i < CALLS; i++) {
    const int64_t result = member->call(member->queue, &member->random);
    if (!possible(result)) {
      FAIL("call %d gives %d (%s)", i, (int)result, strerror((int)-result));
    }
  }
  return NULL;
}

static void empty(shmq *queue) {
  uint8_t message[LENGTH_MOST];
  const int64_t count = shmq_qsize(queue);
  for (int64_t i = 0; i < count; i++) {
    CHECK_BETWEEN(shmq_get(queue, message, sizeof message, 0), 0, LENGTH_MOST);
  }
  CHECK_RESULT(shmq_get(queue, message, sizeof message, 0), -EAGAIN);
}

static void run(shmq *queue, call_function *const calls[THREADS], uint64_t stream) {
  pthread_t threads[THREADS];
  struct member members[THREADS];
  struct barrier start = {0};
  for (size_t i = 0; i < THREADS; i++) {
    members[i] = (struct member){queue, calls[i], &start, random_start(stream * THREADS + i)};
    CHECK_EQ(pthread_create(&threads[i], NULL, take_part, &members[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++) {
    CHECK_EQ(pthread_join(threads[i], NULL), 0);
  }
}

static void expect_sound(shmq *queue) {
  CHECK_RESULT(shmq_check(queue), 0);
  empty(queue);
  CHECK_RESULT(shmq_check(queue), 0);
}

static void run_any(int64_t max_messages, uint64_t ring, uint64_t stream) {
  static call_function *const calls[THREADS] = {call_any, call_any, call_any, call_any};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, max_messages, ring);
  run(queue, calls, stream);
  expect_sound(queue);
  queue_destroy(queue, name);
}

static void threads_may_call_everything_at_once_in_a_small_ring(void) {
  run_any(0, SMALL_RING, 0);
}

static void threads_may_call_everything_at_once_with_few_messages(void) {
  run_any(3, 1 << 20, 1);
}

/* Without locks between them. */
static void one_thread_at_each_claimed_end_and_others_may_look_on(void) {
  static call_function *const calls[THREADS] = {call_as_producer, call_as_consumer,
                                                call_as_observer, call_as_observer};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
  run(queue, calls, 2);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
  expect_sound(queue);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(threads_may_call_everything_at_once_in_a_small_ring),
    CASE(threads_may_call_everything_at_once_with_few_messages),
    CASE(one_thread_at_each_claimed_end_and_others_may_look_on),
};

TEST_MAIN(cases)
