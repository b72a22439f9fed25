/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Claimed ends: the claimant's alone, and everybody's again when it lets go or dies.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "thread.h"

#define BOTH (SHMQ_PRODUCER | SHMQ_CONSUMER)

static struct shmq_stat stat_of(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat;
}

static uint32_t claimed(shmq *queue) {
  return stat_of(queue).claimed;
}

/* --- who is in and who is out --- */

static void expect_puts(shmq *queue, int error) {
  const struct iovec message = {NULL, 0};
  void *data;
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), error);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), error);
  CHECK_RESULT(shmq_put_many(queue, &message, 1, SHMQ_FOREVER), error == 0 ? 1 : error);
  CHECK_RESULT(shmq_reserve(queue, 0, &data, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_commit(queue, 0), error == 0 ? 0 : -EPERM);
}

/* Of messages of no bytes. */
static void expect_gets(shmq *queue, int error) {
  const void *data;
  uint32_t length;
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), error);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_try_get(queue, NULL, 0), error);
  CHECK_RESULT(shmq_get_many(queue, NULL, 0, &length, 1, SHMQ_FOREVER), error == 0 ? 1 : error);
  CHECK_RESULT(shmq_peek(queue, &data, SHMQ_FOREVER), error);
  CHECK_RESULT(shmq_consume(queue), error == 0 ? 0 : -EPERM);
}

static void a_claimed_producers_end_is_the_claimants_alone(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  expect_puts(other, -EBUSY);
  CHECK_EQ(shmq_qsize(other), 0);
  expect_puts(queue, 0);
  CHECK_EQ(shmq_qsize(other), 5);
  expect_gets(other, 0);
  CHECK_EQ(shmq_empty(other), 1);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void a_claimed_consumers_end_is_the_claimants_alone(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  expect_puts(other, 0);
  expect_gets(other, -EBUSY);
  CHECK_EQ(shmq_qsize(other), 5);
  expect_gets(queue, 0);
  CHECK_EQ(shmq_empty(other), 1);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void be_refused(void *argument) {
  const char *name = argument;
  shmq *queue = queue_open(name);
  expect_puts(queue, -EBUSY);
  expect_gets(queue, -EBUSY);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), -EBUSY);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), -EBUSY);
  CHECK_RESULT(shmq_claim(queue, BOTH), -EBUSY);
  CHECK_RESULT(shmq_unclaim(queue, BOTH), -EPERM);
  CHECK_EQ(claimed(queue), BOTH);
  CHECK_EQ(shmq_qsize(queue), 1);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void another_process_is_refused_at_both_ends(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  put_message(queue, 0, 1);
  process_join(process_start(be_refused, name));
  get_message(queue, 0, 1);
  queue_destroy(queue, name);
}

static void two_handles_may_claim_one_end_each(void) {
  char name[NAME_SIZE];
  shmq *producer = queue_create(name, 0, SMALL_RING);
  shmq *consumer = queue_open(name);
  CHECK_RESULT(shmq_claim(producer, SHMQ_PRODUCER), 0);
  CHECK_RESULT(shmq_claim(consumer, SHMQ_CONSUMER), 0);
  put_message(producer, 100, 1);
  get_message(consumer, 100, 1);
  expect_gets(producer, -EBUSY);
  expect_puts(consumer, -EBUSY);
  CHECK_RESULT(shmq_close(consumer), 0);
  queue_destroy(producer, name);
}

static void a_claim_that_fails_for_one_end_claims_none(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  static const int ends[] = {SHMQ_PRODUCER, SHMQ_CONSUMER};
  for (size_t i = 0; i < 2; i++) {
    CHECK_RESULT(shmq_claim(queue, ends[i]), 0);
    CHECK_RESULT(shmq_claim(other, BOTH), -EBUSY);
    CHECK_EQ(claimed(other), ends[i]);
    CHECK_RESULT(shmq_unclaim(other, ends[1 - i]), -EPERM);
    CHECK_RESULT(shmq_claim(queue, BOTH), 0);
    CHECK_RESULT(shmq_unclaim(queue, BOTH), 0);
  }
  /* What it had before, it keeps. */
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  CHECK_RESULT(shmq_claim(other, SHMQ_CONSUMER), 0);
  CHECK_RESULT(shmq_claim(queue, BOTH), -EBUSY);
  CHECK_EQ(claimed(queue), BOTH);
  expect_puts(other, -EBUSY);
  expect_puts(queue, 0);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void to_claim_twice_is_to_claim_once(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  }
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  CHECK_RESULT(shmq_unclaim(queue, BOTH), 0);
  CHECK_EQ(claimed(queue), 0);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), -EPERM);
  expect_puts(other, 0);
  expect_gets(other, 0);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void only_the_two_ends_can_be_claimed(void) {
  static const int bad[] = {0, 4, 5, 7, 8, -1, INT32_MAX, INT32_MIN};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    CHECK_RESULT(shmq_claim(queue, bad[i]), -EINVAL);
    CHECK_RESULT(shmq_unclaim(queue, bad[i]), -EINVAL);
  }
  CHECK_EQ(claimed(queue), 0);
  queue_destroy(queue, name);
}

static void what_was_not_claimed_can_not_be_let_go(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), -EPERM);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_CONSUMER), -EPERM);
  CHECK_RESULT(shmq_unclaim(queue, BOTH), -EPERM);
  CHECK_EQ(claimed(queue), SHMQ_PRODUCER);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), 0);
  CHECK_EQ(claimed(queue), 0);
  queue_destroy(queue, name);
}

static void a_claim_shows_in_the_figures(void) {
  static const int ends[] = {SHMQ_PRODUCER, SHMQ_CONSUMER, BOTH};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  CHECK_EQ(claimed(queue), 0);
  for (size_t i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_claim(queue, ends[i]), 0);
    CHECK_EQ(claimed(queue), ends[i]);
    CHECK_EQ(claimed(other), ends[i]);
    CHECK_RESULT(shmq_unclaim(queue, ends[i]), 0);
    CHECK_EQ(claimed(queue), 0);
    CHECK_EQ(claimed(other), 0);
  }
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

/* --- letting go --- */

static void unclaiming_lets_the_others_in(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  for (int i = 0; i < 100; i++) {
    CHECK_RESULT(shmq_claim(queue, BOTH), 0);
    put_message(queue, 100, 1);
    CHECK_RESULT(shmq_unclaim(queue, BOTH), 0);
    put_message(other, 100, 2);
    get_message(other, 100, 1);
    CHECK_RESULT(shmq_claim(other, BOTH), 0);
    get_message(other, 100, 2);
    CHECK_RESULT(shmq_unclaim(other, BOTH), 0);
    CHECK_RESULT(shmq_check(queue), 0);
  }
  CHECK_EQ(stat_of(queue).recoveries, 0);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void closing_lets_the_others_in(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (int i = 0; i < 100; i++) {
    shmq *claimant = queue_open(name);
    CHECK_RESULT(shmq_claim(claimant, BOTH), 0);
    put_message(claimant, 100, 1);
    CHECK_RESULT(shmq_close(claimant), 0);
    CHECK_EQ(claimed(queue), 0);
    get_message(queue, 100, 1);
    put_message(queue, 100, 2);
    get_message(queue, 100, 2);
  }
  /* There was nothing to repair. */
  CHECK_EQ(stat_of(queue).recoveries, 0);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  queue_destroy(queue, name);
}

static int64_t get_anytime(void *queue) {
  char message[100];
  return shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
}

static int64_t put_anytime(void *queue) {
  return shmq_put(queue, NULL, 0, SHMQ_FOREVER);
}

static int64_t put_at_once(void *queue) {
  return shmq_put(queue, NULL, 0, 0);
}

static void closing_under_a_claimant_that_sleeps_lets_the_others_in(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *claimant = queue_open(name);
  struct thread sleeper;
  CHECK_RESULT(shmq_claim(claimant, SHMQ_CONSUMER), 0);
  thread_start_to_sleep(&sleeper, get_anytime, claimant);
  CHECK_RESULT(shmq_close(claimant), 0);
  CHECK_RESULT(thread_result(&sleeper), -EBADF);
  put_message(queue, 10, 1);
  get_message(queue, 10, 1);
  queue_destroy(queue, name);
}

/* --- those that wait already --- */

static void a_claim_sends_sleeping_consumers_away(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  struct thread sleepers[3];
  for (int i = 0; i < 3; i++) {
    thread_start_to_sleep(&sleepers[i], get_anytime, other);
  }
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(thread_result(&sleepers[i]), -EBUSY);
  }
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void a_claim_sends_sleeping_producers_away(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  shmq *other = queue_open(name);
  struct thread sleepers[3];
  put_message(queue, 10, 1);
  for (int i = 0; i < 3; i++) {
    thread_start_to_sleep(&sleepers[i], put_anytime, other);
  }
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(thread_result(&sleepers[i]), -EBUSY);
  }
  CHECK_EQ(shmq_qsize(queue), 1);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void a_claim_leaves_sleepers_at_the_other_end(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  shmq *other = queue_open(name);
  struct thread sleeper;
  thread_start_to_sleep(&sleeper, get_anytime, other);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  put_message(queue, 10, 1);
  CHECK_RESULT(thread_result(&sleeper), 10);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), 0);
  put_message(queue, 10, 2);
  thread_start_to_sleep(&sleeper, put_anytime, other);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  get_message(queue, 10, 2);
  CHECK_RESULT(thread_result(&sleeper), 0);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

/* --- beside reservations --- */

struct claim_call {
  shmq *queue;
  int ends;
};

static int64_t claim_it(void *argument) {
  const struct claim_call *call = argument;
  return shmq_claim(call->queue, call->ends);
}

static int64_t unclaim_it(void *argument) {
  const struct claim_call *call = argument;
  return shmq_unclaim(call->queue, call->ends);
}

static void an_end_in_anothers_hands_can_not_be_claimed(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  void *data;
  const void *message;
  put_message(queue, 10, 1);
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  CHECK_RESULT(shmq_peek(queue, &message, 0), 10);
  for (int ends = 1; ends <= BOTH; ends++) {
    const int64_t start = now();
    CHECK_RESULT(in_another_thread(claim_it, &(struct claim_call){queue, ends}), -EBUSY);
    CHECK(now() - start >= 100 * MILLISECOND);
    CHECK_EQ(claimed(queue), 0);
  }
  CHECK_RESULT(shmq_abort(queue), 0);
  CHECK_RESULT(in_another_thread(claim_it, &(struct claim_call){queue, BOTH}), -EBUSY);
  CHECK_EQ(claimed(queue), 0);
  CHECK_RESULT(in_another_thread(claim_it, &(struct claim_call){queue, SHMQ_PRODUCER}), 0);
  CHECK_RESULT(shmq_release(queue), 0);
  get_message(queue, 10, 1);
  queue_destroy(queue, name);
}

static void a_second_thread_at_a_claimed_end_is_told(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  void *data;
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  CHECK_RESULT(in_another_thread(put_anytime, queue), -EBUSY);
  CHECK_RESULT(in_another_thread(unclaim_it, &(struct claim_call){queue, SHMQ_PRODUCER}), -EBUSY);
  CHECK_EQ(claimed(queue), SHMQ_PRODUCER);
  message_fill(data, 10, 1);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  /* One after the other is as it should be. */
  CHECK_RESULT(in_another_thread(put_at_once, queue), 0);
  CHECK_RESULT(in_another_thread(unclaim_it, &(struct claim_call){queue, SHMQ_PRODUCER}), 0);
  get_message(queue, 10, 1);
  get_message(queue, 0, 2);
  queue_destroy(queue, name);
}

/* --- other calls --- */

static int64_t shut_down(void *queue) {
  return shmq_shutdown(queue, 0);
}

static void anybody_may_shut_a_claimed_queue_down(void) {
  void *data;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  CHECK_RESULT(in_another_thread(shut_down, other), -EBUSY);
  CHECK_EQ(stat_of(other).shutdown, SHMQ_OPEN);
  message_fill(data, 10, 1);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  CHECK_RESULT(shmq_shutdown(other, 0), 0);
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -ESHUTDOWN);
  get_message(other, 10, 1);
  CHECK_RESULT(shmq_get(other, NULL, 0, 0), -ESHUTDOWN);
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void sizes_and_tasks_need_no_end(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 2, SMALL_RING);
  shmq *other = queue_open(name);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  CHECK_EQ(shmq_empty(other), 1);
  put_message(queue, 10, 1);
  CHECK_EQ(shmq_qsize(other), 1);
  put_message(queue, 10, 2);
  CHECK_EQ(shmq_full(other), 1);
  CHECK_RESULT(shmq_join(other, 0), -EAGAIN);
  CHECK_RESULT(shmq_task_done(other), 0);
  CHECK_RESULT(shmq_task_done(other), 0);
  CHECK_RESULT(shmq_join(other, 0), 0);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

/* Such a message needs the ring to start again at its beginning, and for that both ends. */
static void put_longest(shmq *queue, uint64_t id) {
  put_message(queue, (size_t)shmq_max_length(queue), id);
}

static void a_long_message_needs_nothing_of_the_claimant(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *claimant = queue_open(name);
  const size_t longest = (size_t)shmq_max_length(queue);
  CHECK_RESULT(shmq_claim(claimant, SHMQ_CONSUMER), 0);
  for (uint64_t id = 0; id < 100; id++) {
    put_message(queue, 100, id);
    get_message(claimant, 100, id);
    put_longest(queue, id);
    get_message(claimant, longest, id);
  }
  CHECK_RESULT(shmq_close(claimant), 0);
  queue_destroy(queue, name);
}

static int64_t get_longest(void *queue) {
  uint8_t message[SMALL_RING];
  return shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
}

static void a_long_message_reaches_a_claimant_that_sleeps(void) {
  char name[NAME_SIZE];
  struct thread consumer;
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *claimant = queue_open(name);
  put_message(queue, 100, 1);
  CHECK_RESULT(shmq_claim(claimant, SHMQ_CONSUMER), 0);
  get_message(claimant, 100, 1);
  thread_start_to_sleep(&consumer, get_longest, claimant);
  put_longest(queue, 2);
  CHECK_RESULT(thread_result(&consumer), shmq_max_length(queue));
  CHECK_RESULT(shmq_close(claimant), 0);
  queue_destroy(queue, name);
}

#define LONG_MESSAGES 5000

static void claim_and_get_long(void *argument) {
  const char *name = argument;
  uint8_t message[SMALL_RING];
  shmq *queue = queue_open(name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  for (uint64_t id = 0; id < LONG_MESSAGES; id++) {
    /* Polls, sleeps, and does what else there is. */
    ssize_t length;
    do {
      length = shmq_get(queue, message, sizeof message, id % 2 == 0 ? 0 : SHMQ_FOREVER);
    } while (length == -EAGAIN);
    CHECK(length >= 0);
    CHECK(message_is(message, (size_t)length, id));
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

/* The producer borrows the claimed end, while its claimant is at work there. */
static void long_messages_pass_to_a_claimant_at_work(void) {
  char name[NAME_SIZE];
  uint8_t message[SMALL_RING];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const uint64_t longest = (uint64_t)shmq_max_length(queue);
  struct random random = random_start(1);
  const pid_t pid = process_start(claim_and_get_long, name);
  for (uint64_t id = 0; id < LONG_MESSAGES; id++) {
    const size_t length = longest - random_below(&random, longest / 2);
    message_fill(message, length, id);
    CHECK_RESULT(shmq_put(queue, message, length, SOON), 0);
  }
  process_join(pid);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(stat_of(queue).recoveries, 0);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

struct checker {
  char name[NAME_SIZE];
  _Atomic bool stop;
};

static void check_again_and_again(void *argument) {
  struct checker *checker = argument;
  uint64_t sound = 0;
  shmq *queue = queue_open(checker->name);
  while (!atomic_load(&checker->stop)) {
    const int result = shmq_check(queue);
    CHECK_RESULT(result, result == 0 ? 0 : -EBUSY);
    sound += result == 0;
  }
  printf("looked at %" PRIu64 " times\n", sound);
  CHECK_RESULT(shmq_close(queue), 0);
}

/* A check borrows both ends, of a claimant that goes on as fast as it can. */
static void a_claimant_at_work_can_be_looked_at(void) {
  struct checker *checker = shared_memory(sizeof *checker);
  shmq *queue = queue_create(checker->name, 0, SMALL_RING);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  const pid_t pid = process_start(check_again_and_again, checker);
  for (uint64_t id = 0; id < 100000; id++) {
    const size_t length = id % 200;
    uint8_t message[200];
    message_fill(message, length, id);
    CHECK_RESULT(shmq_put(queue, message, length, SOON), 0);
    CHECK_RESULT(shmq_get(queue, message, sizeof message, SOON), length);
    CHECK(message_is(message, length, id));
  }
  atomic_store(&checker->stop, true);
  process_join(pid);
  CHECK_EQ(stat_of(queue).recoveries, 0);
  queue_destroy(queue, checker->name);
}

/* --- fork --- */

static void be_a_child(void *argument) {
  shmq *queue = argument;
  expect_puts(queue, -EBUSY);
  expect_gets(queue, -EBUSY);
  CHECK_RESULT(shmq_claim(queue, BOTH), -EBUSY);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), -EPERM);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_CONSUMER), -EPERM);
  CHECK_EQ(claimed(queue), BOTH);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_forked_child_does_not_inherit_the_claim(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  put_message(queue, 0, 1);
  process_join(process_start(be_a_child, queue));
  /* The child's end does not end the claim. */
  expect_puts(other, -EBUSY);
  CHECK_EQ(claimed(other), BOTH);
  get_message(queue, 0, 1);
  put_message(queue, 0, 2);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

struct family {
  char name[NAME_SIZE];
  shmq *queue;
  _Atomic pid_t child;
};

static void stay(void *argument) {
  struct family *family = argument;
  atomic_store(&family->child, getpid());
  for (;;) {
    pause();
  }
}

static void claim_and_fork(void *argument) {
  struct family *family = argument;
  family->queue = queue_open(family->name);
  CHECK_RESULT(shmq_claim(family->queue, BOTH), 0);
  put_message(family->queue, 10, 1);
  if (CHECK_CALL(fork()) == 0) {
    stay(family);
  }
  for (;;) {
    pause();
  }
}

static void a_forked_child_does_not_keep_its_dead_parents_claim(void) {
  struct family *family = shared_memory(sizeof *family);
  shmq *queue = queue_create(family->name, 0, SMALL_RING);
  CHECK_CALL(prctl(PR_SET_CHILD_SUBREAPER, 1));
  const pid_t parent = process_start(claim_and_fork, family);
  WAIT_UNTIL(atomic_load(&family->child) != 0);
  expect_puts(queue, -EBUSY);
  process_kill(parent);
  CHECK_EQ(claimed(queue), 0);
  get_message(queue, 10, 1);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  process_kill(atomic_load(&family->child));
  queue_destroy(queue, family->name);
}

static void a_forked_child_does_not_keep_what_its_parent_lets_go(void) {
  struct family *family = shared_memory(sizeof *family);
  shmq *queue = queue_create(family->name, 0, SMALL_RING);
  family->queue = queue_open(family->name);
  CHECK_RESULT(shmq_claim(family->queue, BOTH), 0);
  const pid_t child = process_start(stay, family);
  WAIT_UNTIL(atomic_load(&family->child) != 0);
  CHECK_RESULT(shmq_claim(queue, BOTH), -EBUSY);
  CHECK_RESULT(shmq_close(family->queue), 0);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  process_kill(child);
  queue_destroy(queue, family->name);
}

/* --- deaths --- */

#define KILLS 150

struct victim_of_chance {
  char name[NAME_SIZE];
  _Atomic uint64_t next;     /* number of the first message of the next process */
  _Atomic uint64_t finished; /* calls that have come back to it */
};

static void claim_and_put(void *argument) {
  struct victim_of_chance *shared = argument;
  uint8_t message[200];
  shmq *queue = queue_open(shared->name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  for (uint64_t id = atomic_load(&shared->next);; id++) {
    const size_t length = MESSAGE_ID_LENGTH + id % 190;
    message_fill(message, length, id);
    CHECK_RESULT(shmq_put(queue, message, length, SHMQ_FOREVER), 0);
    atomic_fetch_add(&shared->finished, 1);
  }
}

static void claim_and_get(void *argument) {
  struct victim_of_chance *shared = argument;
  uint8_t message[200];
  shmq *queue = queue_open(shared->name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  for (uint64_t id = atomic_load(&shared->next);; id++) {
    const ssize_t length = shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
    CHECK_RESULT(length, MESSAGE_ID_LENGTH + id % 190);
    CHECK(message_is(message, (size_t)length, id));
    atomic_fetch_add(&shared->finished, 1);
  }
}

/* Lets it do something for a random time, and kills it. */
static void kill_at_random(process_function *life, struct victim_of_chance *shared,
                           struct random *random) {
  atomic_store(&shared->finished, 0);
  const pid_t pid = process_start(life, shared);
  WAIT_UNTIL(atomic_load(&shared->finished) > 0);
  const int64_t until = now() + (int64_t)random_below(random, 200 * MICROSECOND);
  while (now() < until) {
  }
  process_kill(pid);
}

/* Gets one message, of any process, and returns false if there is none. */
static bool get_numbered(shmq *queue, uint64_t id) {
  uint8_t message[200];
  const ssize_t length = shmq_get(queue, message, sizeof message, 0);
  if (length == -EAGAIN) {
    return false;
  }
  CHECK_RESULT(length, MESSAGE_ID_LENGTH + id % 190);
  CHECK(message_is(message, (size_t)length, id));
  return true;
}

static void a_producer_that_is_killed_lets_the_others_in_and_loses_nothing(void) {
  struct victim_of_chance *shared = shared_memory(sizeof *shared);
  struct random random = random_start(1);
  shmq *queue = queue_create(shared->name, 0, 1 << 16);
  for (int i = 0; i < KILLS; i++) {
    uint64_t id = atomic_load(&shared->next);
    kill_at_random(claim_and_put, shared, &random);
    const uint64_t last_told = id + atomic_load(&shared->finished);
    CHECK_EQ(claimed(queue), 0);
    /* A put that had not come back may be there. */
    while (get_numbered(queue, id)) {
      id++;
    }
    CHECK_BETWEEN(id, last_told, last_told + 1);
    put_message(queue, 50, 7);
    get_message(queue, 50, 7);
    CHECK_RESULT(shmq_check(queue), 0);
    atomic_store(&shared->next, id);
  }
  CHECK_EQ(stat_of(queue).recoveries, KILLS);
  queue_destroy(queue, shared->name);
}

/* While this process puts, without the lock of the claimed end. */
static void a_consumer_that_is_killed_lets_the_others_in_and_loses_nothing(void) {
  struct victim_of_chance *shared = shared_memory(sizeof *shared);
  struct random random = random_start(2);
  uint8_t message[200];
  uint64_t put = 0;
  shmq *queue = queue_create(shared->name, 0, 1 << 16);
  for (int i = 0; i < KILLS; i++) {
    int result = 0;
    while (result == 0) {
      message_fill(message, MESSAGE_ID_LENGTH + put % 190, put);
      result = shmq_put(queue, message, MESSAGE_ID_LENGTH + put % 190, 0);
      put += result == 0;
    }
    CHECK_RESULT(result, -EAGAIN);
    const uint64_t first = atomic_load(&shared->next);
    kill_at_random(claim_and_get, shared, &random);
    CHECK_EQ(claimed(queue), 0);
    /* A get that had not come back may have taken its message. */
    const uint64_t last_told = first + atomic_load(&shared->finished);
    const uint64_t gone = put - (uint64_t)shmq_qsize(queue);
    CHECK_BETWEEN(gone, last_told, last_told + 1);
    CHECK_RESULT(shmq_check(queue), 0);
    atomic_store(&shared->next, gone);
    if (gone < put) {
      CHECK(get_numbered(queue, gone));
      atomic_store(&shared->next, gone + 1);
    }
  }
  CHECK_EQ(stat_of(queue).recoveries, KILLS);
  for (uint64_t id = atomic_load(&shared->next); id < put; id++) {
    CHECK(get_numbered(queue, id));
  }
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, shared->name);
}

static void claim_and_wait(void *argument) {
  struct victim_of_chance *shared = argument;
  shmq *queue = queue_open(shared->name);
  CHECK_RESULT(shmq_claim(queue, BOTH), 0);
  atomic_store(&shared->finished, 1);
  for (;;) {
    pause();
  }
}

static void the_end_of_a_dead_claimant_can_be_claimed(void) {
  struct victim_of_chance *shared = shared_memory(sizeof *shared);
  struct random random = random_start(3);
  shmq *queue = queue_create(shared->name, 0, SMALL_RING);
  for (int i = 0; i < 20; i++) {
    kill_at_random(claim_and_wait, shared, &random);
    CHECK_EQ(claimed(queue), 0);
    CHECK_RESULT(shmq_claim(queue, BOTH), 0);
    put_message(queue, 100, 1);
    get_message(queue, 100, 1);
    CHECK_RESULT(shmq_unclaim(queue, BOTH), 0);
  }
  queue_destroy(queue, shared->name);
}

/* --- races --- */

#define RACERS 4
#define RACES 100

struct race {
  char name[NAME_SIZE];
  struct barrier starts[RACES];
  struct barrier claims[RACES];
  struct barrier ends[RACES];
  _Atomic int winners[RACES];
};

static void race(void *argument) {
  struct race *all = argument;
  shmq *queue = queue_open(all->name);
  for (int i = 0; i < RACES; i++) {
    barrier_pass(&all->starts[i], RACERS);
    const int result = shmq_claim(queue, SHMQ_PRODUCER);
    CHECK_RESULT(result, result == 0 ? 0 : -EBUSY);
    atomic_fetch_add(&all->winners[i], result == 0);
    barrier_pass(&all->claims[i], RACERS);
    CHECK_RESULT(shmq_put(queue, NULL, 0, 0), result);
    barrier_pass(&all->ends[i], RACERS);
    CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), result == 0 ? 0 : -EPERM);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void of_several_that_claim_at_once_one_wins(void) {
  struct race *all = shared_memory(sizeof *all);
  pid_t pids[RACERS];
  shmq *queue = queue_create(all->name, 0, SMALL_RING);
  for (int i = 0; i < RACERS; i++) {
    pids[i] = process_start(race, all);
  }
  for (int i = 0; i < RACERS; i++) {
    process_join(pids[i]);
  }
  for (int i = 0; i < RACES; i++) {
    /* None where the winner of the last race had not let go before all had asked. */
    CHECK_BETWEEN(atomic_load(&all->winners[i]), 0, 1);
  }
  CHECK_EQ(atomic_load(&all->winners[0]), 1);
  queue_destroy(queue, all->name);
}

#define PUTTERS 2
#define PUTS 20000

struct putter {
  const char *name;
  uint64_t number;
  bool claims;
};

/* Puts its numbers one after the other, and claims the end now and then, or is kept out of it. */
static void put_numbers(void *argument) {
  const struct putter *putter = argument;
  shmq *queue = queue_open(putter->name);
  for (uint64_t i = 0; i < PUTS;) {
    const uint64_t id = putter->number * PUTS + i;
    const bool has_claimed =
        putter->claims && i % 100 == 0 && shmq_claim(queue, SHMQ_PRODUCER) == 0;
    const int result = shmq_put(queue, &id, sizeof id, SHMQ_FOREVER);
    CHECK_RESULT(result, result == 0 ? 0 : -EBUSY);
    CHECK(result == 0 || !has_claimed);
    i += result == 0;
    if (has_claimed) {
      CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), 0);
    }
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void claims_come_and_go_without_loss(void) {
  char name[NAME_SIZE];
  struct putter putters[PUTTERS + 1];
  pid_t pids[PUTTERS + 1];
  uint64_t next[PUTTERS + 1] = {0};
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (uint64_t i = 0; i <= PUTTERS; i++) {
    putters[i] = (struct putter){name, i, i == PUTTERS};
    pids[i] = process_start(put_numbers, &putters[i]);
  }
  for (uint64_t i = 0; i < (PUTTERS + 1) * PUTS; i++) {
    uint64_t id;
    CHECK_RESULT(shmq_get(queue, &id, sizeof id, SOON), sizeof id);
    CHECK_EQ(id % PUTS, next[id / PUTS]++);
  }
  for (uint64_t i = 0; i <= PUTTERS; i++) {
    process_join(pids[i]);
  }
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(stat_of(queue).recoveries, 0);
  queue_destroy(queue, name);
}

/* --- traffic --- */

#define MILLION 1000000

static size_t length_of(uint64_t id) {
  return MESSAGE_ID_LENGTH + id % 50;
}

/* By every way to put. */
static void put_million(void *argument) {
  const char *name = argument;
  uint8_t bytes[4][64];
  shmq *queue = queue_open(name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  for (uint64_t id = 0; id < MILLION;) {
    if (id % 3 == 0) {
      void *data;
      CHECK_RESULT(shmq_reserve(queue, 64, &data, SHMQ_FOREVER), 0);
      message_fill(data, length_of(id), id);
      CHECK_RESULT(shmq_commit(queue, length_of(id)), 0);
      id++;
    } else if (id % 3 == 1) {
      message_fill(bytes[0], length_of(id), id);
      CHECK_RESULT(shmq_put(queue, bytes[0], length_of(id), SHMQ_FOREVER), 0);
      id++;
    } else {
      struct iovec messages[4];
      size_t count = 0;
      for (; count < 4 && id + count < MILLION; count++) {
        message_fill(bytes[count], length_of(id + count), id + count);
        messages[count] = (struct iovec){bytes[count], length_of(id + count)};
      }
      const ssize_t put = shmq_put_many(queue, messages, count, SHMQ_FOREVER);
      CHECK(put > 0);
      id += (uint64_t)put;
    }
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

/* By every way to get. */
static void get_million(shmq *queue) {
  uint8_t bytes[256];
  for (uint64_t id = 0; id < MILLION;) {
    if (id % 5 < 2) {
      const void *data;
      CHECK_RESULT(shmq_peek(queue, &data, SOON), length_of(id));
      CHECK(message_is(data, length_of(id), id));
      CHECK_RESULT(shmq_consume(queue), 0);
      id++;
    } else if (id % 5 < 4) {
      CHECK_RESULT(shmq_get(queue, bytes, sizeof bytes, SOON), length_of(id));
      CHECK(message_is(bytes, length_of(id), id));
      id++;
    } else {
      uint32_t lengths[4];
      const ssize_t got = shmq_get_many(queue, bytes, sizeof bytes, lengths, 4, SOON);
      CHECK(got > 0);
      const uint8_t *message = bytes;
      for (ssize_t i = 0; i < got; i++, id++) {
        CHECK_EQ(lengths[i], length_of(id));
        CHECK(message_is(message, lengths[i], id));
        message += lengths[i];
      }
    }
  }
}

static void a_million_messages_pass_between_claimed_ends(void) {
  static const uint64_t rings[] = {SMALL_RING, 1 << 20};
  for (size_t i = 0; i < 2; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 0, rings[i]);
    CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
    const int64_t start = now();
    const pid_t pid = process_start(put_million, name);
    get_million(queue);
    process_join(pid);
    CHECK_EQ(shmq_empty(queue), 1);
    CHECK_RESULT(shmq_unclaim(queue, SHMQ_CONSUMER), 0);
    CHECK_RESULT(shmq_check(queue), 0);
    CHECK_EQ(stat_of(queue).puts, MILLION);
    printf("ring of %" PRIu64 " bytes: a million in %.3f s\n", rings[i],
           (double)(now() - start) / (double)SECOND);
    queue_destroy(queue, name);
  }
}

#define TURNS 200

struct pair {
  char names[2][NAME_SIZE];
};

static void claim_pair(shmq *in, shmq *out) {
  CHECK_RESULT(shmq_set_spin(in, 0), 0);
  CHECK_RESULT(shmq_set_spin(out, 0), 0);
  CHECK_RESULT(shmq_claim(in, SHMQ_CONSUMER), 0);
  CHECK_RESULT(shmq_claim(out, SHMQ_PRODUCER), 0);
}

static void answer(void *argument) {
  const struct pair *pair = argument;
  shmq *in = queue_open(pair->names[0]);
  shmq *out = queue_open(pair->names[1]);
  claim_pair(in, out);
  for (uint64_t i = 0; i < TURNS; i++) {
    uint64_t id;
    CHECK_RESULT(shmq_get(in, &id, sizeof id, SHMQ_FOREVER), sizeof id);
    CHECK_RESULT(shmq_put(out, &id, sizeof id, SHMQ_FOREVER), 0);
  }
  CHECK_RESULT(shmq_close(in), 0);
  CHECK_RESULT(shmq_close(out), 0);
}

static void claimants_that_sleep_are_woken(void) {
  struct pair pair;
  shmq *out = queue_create(pair.names[0], 1, SMALL_RING);
  shmq *in = queue_create(pair.names[1], 1, SMALL_RING);
  claim_pair(in, out);
  const pid_t pid = process_start(answer, &pair);
  for (uint64_t i = 0; i < TURNS; i++) {
    uint64_t id;
    WAIT_UNTIL(asleep(pid));
    CHECK_RESULT(shmq_put(out, &i, sizeof i, SHMQ_FOREVER), 0);
    CHECK_RESULT(shmq_get(in, &id, sizeof id, SOON), sizeof id);
    CHECK_EQ(id, i);
  }
  process_join(pid);
  /* Without wake-ups all of them; that some are is possible where a sleep is just over. */
  CHECK_BETWEEN(stat_of(in).slice_rescues + stat_of(out).slice_rescues, 0, TURNS / 4);
  CHECK(stat_of(out).get_sleeps >= TURNS);
  queue_destroy(in, pair.names[1]);
  queue_destroy(out, pair.names[0]);
}

static void claim_and_fill(void *argument) {
  const char *name = argument;
  shmq *queue = queue_open(name);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
  for (uint64_t i = 0; i < TURNS; i++) {
    put_message(queue, 0, i);
    CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), 0);
    CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), -EBUSY);
    WAIT_UNTIL(shmq_empty(queue) == 1);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_claimant_that_sleeps_for_room_is_woken(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  const pid_t pid = process_start(claim_and_fill, name);
  for (uint64_t i = 0; i < TURNS; i++) {
    WAIT_UNTIL(asleep(pid));
    CHECK_RESULT(shmq_get(queue, NULL, 0, SOON), 0);
    CHECK_RESULT(shmq_get(queue, NULL, 0, SOON), 0);
  }
  process_join(pid);
  CHECK_BETWEEN(stat_of(queue).slice_rescues, 0, TURNS / 4);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_claimed_producers_end_is_the_claimants_alone),
    CASE(a_claimed_consumers_end_is_the_claimants_alone),
    CASE(another_process_is_refused_at_both_ends),
    CASE(two_handles_may_claim_one_end_each),
    CASE(a_claim_that_fails_for_one_end_claims_none),
    CASE(to_claim_twice_is_to_claim_once),
    CASE(only_the_two_ends_can_be_claimed),
    CASE(what_was_not_claimed_can_not_be_let_go),
    CASE(a_claim_shows_in_the_figures),
    CASE(unclaiming_lets_the_others_in),
    CASE(closing_lets_the_others_in),
    CASE(closing_under_a_claimant_that_sleeps_lets_the_others_in),
    CASE(a_claim_sends_sleeping_consumers_away),
    CASE(a_claim_sends_sleeping_producers_away),
    CASE(a_claim_leaves_sleepers_at_the_other_end),
    CASE(an_end_in_anothers_hands_can_not_be_claimed),
    CASE(a_second_thread_at_a_claimed_end_is_told),
    CASE(anybody_may_shut_a_claimed_queue_down),
    CASE(sizes_and_tasks_need_no_end),
    CASE(a_long_message_needs_nothing_of_the_claimant),
    CASE(a_long_message_reaches_a_claimant_that_sleeps),
    CASE(long_messages_pass_to_a_claimant_at_work),
    CASE(a_claimant_at_work_can_be_looked_at),
    CASE(a_forked_child_does_not_inherit_the_claim),
    CASE(a_forked_child_does_not_keep_its_dead_parents_claim),
    CASE(a_forked_child_does_not_keep_what_its_parent_lets_go),
    CASE(a_producer_that_is_killed_lets_the_others_in_and_loses_nothing),
    CASE(a_consumer_that_is_killed_lets_the_others_in_and_loses_nothing),
    CASE(the_end_of_a_dead_claimant_can_be_claimed),
    CASE(of_several_that_claim_at_once_one_wins),
    CASE(claims_come_and_go_without_loss),
    CASE(a_million_messages_pass_between_claimed_ends),
    CASE(claimants_that_sleep_are_woken),
    CASE(a_claimant_that_sleeps_for_room_is_woken),
};

TEST_MAIN(cases)
