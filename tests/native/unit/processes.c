/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two to eight processes on one queue: nothing lost, doubled, torn or out of order.
 */
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "share.h"

#define MOST_PROCESSES 8
#define MOST_PRODUCERS 8

struct plan {
  size_t producers;
  size_t consumers;
  uint64_t messages; /* of each producer */
  uint64_t ring;
  int64_t max_messages;
  size_t longest;
  int64_t spin;
};

/* Shared by all processes of a run. */
struct run {
  struct plan plan;
  char name[NAME_SIZE];
  struct barrier start;
  _Atomic uint64_t got;
  _Atomic uint8_t seen[]; /* how often each message was got */
};

struct part {
  struct run *run;
  uint64_t number;
};

static shmq *take_part(struct run *run) {
  shmq *queue = queue_open(run->name);
  CHECK_RESULT(shmq_set_spin(queue, run->plan.spin), 0);
  barrier_pass(&run->start, (unsigned)(run->plan.producers + run->plan.consumers));
  return queue;
}

static void produce(void *argument) {
  static uint8_t message[65536];
  const struct part *part = argument;
  const struct plan *plan = &part->run->plan;
  struct random random = random_start(part->number);
  shmq *queue = take_part(part->run);
  for (uint64_t i = 0; i < plan->messages; i++) {
    const uint64_t id = part->number * plan->messages + i;
    const size_t length =
        MESSAGE_ID_LENGTH + random_below(&random, plan->longest - MESSAGE_ID_LENGTH + 1);
    message_fill(message, length, id);
    CHECK_RESULT(shmq_put(queue, message, length, SHMQ_FOREVER), 0);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

/* Gets until a message of no bytes comes. */
static void consume(void *argument) {
  static uint8_t message[65536];
  const struct part *part = argument;
  const struct plan *plan = &part->run->plan;
  uint64_t next[MOST_PRODUCERS] = {0};
  shmq *queue = take_part(part->run);
  for (;;) {
    const ssize_t length = shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
    if (length == 0) {
      break;
    }
    CHECK_BETWEEN(length, MESSAGE_ID_LENGTH, plan->longest);
    const uint64_t id = message_id(message);
    CHECK(id < plan->producers * plan->messages);
    CHECK(message_is(message, (size_t)length, id));
    CHECK(id % plan->messages >= next[id / plan->messages]);
    next[id / plan->messages] = id % plan->messages + 1;
    CHECK_EQ(atomic_fetch_add(&part->run->seen[id], 1), 0);
    atomic_fetch_add(&part->run->got, 1);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void run_plan(const struct plan *plan) {
  const uint64_t total = plan->producers * plan->messages;
  struct run *run = shared_memory(sizeof *run + total);
  struct part parts[MOST_PROCESSES];
  pid_t pids[MOST_PROCESSES];
  const int64_t start = now();
  run->plan = *plan;
  shmq *queue = queue_create(run->name, plan->max_messages, plan->ring);
  for (size_t i = 0; i < plan->producers + plan->consumers; i++) {
    parts[i] = (struct part){run, i};
    pids[i] = process_start(i < plan->producers ? produce : consume, &parts[i]);
  }
  for (size_t i = 0; i < plan->producers; i++) {
    process_join(pids[i]);
  }
  for (size_t i = 0; i < plan->consumers; i++) {
    CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), 0);
  }
  for (size_t i = 0; i < plan->consumers; i++) {
    process_join(pids[plan->producers + i]);
  }
  CHECK_EQ(run->got, total);
  for (uint64_t id = 0; id < total; id++) {
    CHECK_EQ(run->seen[id], 1);
  }
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, run->name);
  printf("%zu to %zu, ring %" PRIu64 ", count %" PRId64 ", spin %" PRId64 " ns: %" PRIu64
         " messages in %.3f s\n",
         plan->producers, plan->consumers, plan->ring, plan->max_messages, plan->spin, total,
         (double)(now() - start) / (double)SECOND);
}

/* Every topology with rings small and large, by sleeping, by spinning, and as it adapts. */
static void run_topology(size_t producers, size_t consumers) {
  const uint64_t few = 3000 / test_share();
  const uint64_t more = 5000 / test_share();
  const struct plan plans[] = {
      {producers, consumers, few, SMALL_RING, 0, 300, 0},
      {producers, consumers, few, SMALL_RING, 0, 1300, SHMQ_SPIN_ADAPTIVE},
      {producers, consumers, few, SMALL_RING, 2, 100, SHMQ_SPIN_ADAPTIVE},
      {producers, consumers, few, SMALL_RING, 0, 300, 50 * MICROSECOND},
      {producers, consumers, more, 1 << 20, 0, 8000, SHMQ_SPIN_ADAPTIVE},
      {producers, consumers, more, 0, 0, 5000, SHMQ_SPIN_ADAPTIVE},
  };
  for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
    run_plan(&plans[i]);
  }
}

static void one_producer_one_consumer(void) {
  run_topology(1, 1);
}

static void one_producer_three_consumers(void) {
  run_topology(1, 3);
}

static void three_producers_one_consumer(void) {
  run_topology(3, 1);
}

static void four_producers_four_consumers(void) {
  run_topology(4, 4);
}

static void two_producers_six_consumers(void) {
  run_topology(2, 6);
}

static void six_producers_two_consumers(void) {
  run_topology(6, 2);
}

static const struct test_case cases[] = {
    CASE(one_producer_one_consumer),    CASE(one_producer_three_consumers),
    CASE(three_producers_one_consumer), CASE(four_producers_four_consumers),
    CASE(two_producers_six_consumers),  CASE(six_producers_two_consumers),
};

TEST_MAIN(cases)
