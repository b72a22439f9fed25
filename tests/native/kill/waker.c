/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed between its commit and the wake that would follow: the sleeper gets what was
 * put, or the room that was made, all the same.
 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "clock.h"
#include "queues.h"
#include "runner.h"
#include "segment_view.h"
#include "share.h"
#include "stepper.h"
#include "worker.h"

#define ROUNDS 1000

/* Queues used in turn: while the sleeper of one finds out by itself, which takes up to a slice of
 * its wait, the next is prepared. */
#define LANES 25

enum side { PUTS, GETS };

/* A queue with a sleeper at one end, and the waker at the other. */
struct lane {
  enum side waker;
  char name[NAME_SIZE];
  shmq *queue;
  struct segment *segment;
  struct worker sleeper;
  struct victim victim;
  shmq *victims_queue;
  uint64_t position; /* of the record that the victim puts or takes */
  uint64_t id;
};

static void open_victims_queue(void *argument) {
  struct lane *lane = argument;
  lane->victims_queue = queue_open(lane->name);
}

static void wake_as_victim(void *argument) {
  const struct lane *lane = argument;
  uint64_t id = lane->id;
  if (lane->waker == PUTS) {
    shmq_put(lane->victims_queue, &id, sizeof id, SHMQ_FOREVER);
  } else {
    shmq_get(lane->victims_queue, &id, sizeof id, SHMQ_FOREVER);
  }
}

/* What is done then stays done. */
static bool is_committed(void *argument) {
  const struct lane *lane = argument;
  return lane->waker == PUTS ? committed_at(lane->segment, lane->position)
                             : lane->segment->consumer.head != lane->position;
}

static void lane_open(struct lane *lane, enum side waker) {
  lane->waker = waker;
  lane->queue = queue_create(lane->name, 1, SMALL_RING);
  lane->segment = segment_map(lane->name);
  worker_start(&lane->sleeper, lane->name);
}

static void lane_close(struct lane *lane) {
  worker_end(&lane->sleeper);
  segment_unmap(lane->segment);
  queue_destroy(lane->queue, lane->name);
}

/* The sleeper sleeps, and the waker stands right behind its commit. Returns how many of `steps`
 * instructions it did from there on. */
static uint64_t commit(struct lane *lane, uint64_t steps) {
  lane->id++;
  if (lane->waker == PUTS) {
    worker_ask_to_sleep(&lane->sleeper, WORKER_GET, 0);
    lane->position = lane->segment->producer.tail;
  } else {
    CHECK_RESULT(shmq_put(lane->queue, &lane->id, WORKER_LENGTH, SOON), 0);
    worker_ask_to_sleep(&lane->sleeper, WORKER_PUT, lane->id + 1);
    lane->position = lane->segment->consumer.head;
  }
  victim_start(&lane->victim, open_victims_queue, wake_as_victim, lane);
  CHECK(victim_step_until(&lane->victim, is_committed, lane));
  return victim_steps(&lane->victim, steps);
}

/* Positions stand still behind a death until the next call at that end, which sees to them. */
static void exchange(struct lane *lane) {
  uint64_t id = ++lane->id;
  CHECK_RESULT(shmq_put(lane->queue, &id, sizeof id, SOON), 0);
  CHECK_RESULT(shmq_get(lane->queue, &id, sizeof id, SOON), sizeof id);
  CHECK_EQ(id, lane->id);
}

/* The sleeper comes back, and nothing is left. */
static void expect_sleeper_served(struct lane *lane) {
  const struct answer answer = worker_answer(&lane->sleeper);
  if (lane->waker == PUTS) {
    CHECK_RESULT(answer.result, WORKER_LENGTH);
    CHECK_EQ(answer.id, lane->id);
  } else {
    uint64_t id;
    CHECK_RESULT(answer.result, 0);
    CHECK_RESULT(shmq_get(lane->queue, &id, sizeof id, SOON), sizeof id);
    CHECK_EQ(id, lane->id + 1);
    lane->id++;
  }
  CHECK_EQ(shmq_qsize(lane->queue), 0);
  exchange(lane);
}

static uint64_t measure(struct lane *lane) {
  const uint64_t steps = commit(lane, UINT64_MAX);
  victim_kill(&lane->victim);
  expect_sleeper_served(lane);
  return steps;
}

static void kill_wakers(struct lane lanes[LANES], uint64_t steps) {
  const uint64_t share = test_share();
  for (uint64_t round = 0; round < ROUNDS / share; round += LANES) {
    for (uint64_t i = 0; i < LANES; i++) {
      commit(&lanes[i], (round + i) * share % (steps + 1));
      victim_kill(&lanes[i].victim);
    }
    for (size_t i = 0; i < LANES; i++) {
      expect_sleeper_served(&lanes[i]);
    }
  }
}

static void run(enum side waker) {
  static struct lane lanes[LANES];
  for (size_t i = 0; i < LANES; i++) {
    lane_open(&lanes[i], waker);
  }
  stepper_begin();
  const uint64_t steps = measure(&lanes[0]);
  printf("%" PRIu64 " instructions from the commit to the return\n", steps);
  CHECK(steps < ROUNDS);
  kill_wakers(lanes, steps);
  for (size_t i = 0; i < LANES; i++) {
    lane_close(&lanes[i]);
  }
}

static void a_getter_gets_what_a_dead_putter_put(void) {
  run(PUTS);
}

static void a_putter_finds_the_room_that_a_dead_getter_made(void) {
  run(GETS);
}

static const struct test_case cases[] = {
    CASE_WITHIN(a_getter_gets_what_a_dead_putter_put, 120),
    CASE_WITHIN(a_putter_finds_the_room_that_a_dead_getter_made, 120),
};

TEST_MAIN(cases)
