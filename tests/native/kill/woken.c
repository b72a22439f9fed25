/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A sleeper is woken and killed before it does what it was woken for: another sleeper does it.
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
#define LANES 25

enum side { GETTERS, PUTTERS };

/* A queue with two sleepers at one end: the victim, who is woken first, and another. */
struct lane {
  enum side sleepers;
  char name[NAME_SIZE];
  shmq *queue;
  struct segment *segment;
  struct worker other;
  struct victim victim;
  shmq *victims_queue;
  uint64_t position; /* of the record that the victim takes or puts, if it comes to that */
  uint64_t last_id;
};

static void open_victims_queue(void *argument) {
  struct lane *lane = argument;
  lane->victims_queue = queue_open(lane->name);
  CHECK_RESULT(shmq_set_spin(lane->victims_queue, 0), 0);
}

static void sleep_as_victim(void *argument) {
  const struct lane *lane = argument;
  uint64_t id = 0;
  if (lane->sleepers == GETTERS) {
    shmq_get(lane->victims_queue, &id, sizeof id, SHMQ_FOREVER);
  } else {
    shmq_put(lane->victims_queue, &id, sizeof id, SHMQ_FOREVER);
  }
}

/* Whether the victim has done what it was woken for. */
static bool is_done(const struct lane *lane) {
  return lane->sleepers == GETTERS ? lane->segment->consumer.head != lane->position
                                   : committed_at(lane->segment, lane->position);
}

static void lane_open(struct lane *lane, enum side sleepers) {
  lane->sleepers = sleepers;
  lane->queue = queue_create(lane->name, 1, SMALL_RING);
  lane->segment = segment_map(lane->name);
  worker_start(&lane->other, lane->name);
}

static void lane_close(struct lane *lane) {
  worker_end(&lane->other);
  segment_unmap(lane->segment);
  queue_destroy(lane->queue, lane->name);
}

static void put(struct lane *lane) {
  const uint64_t id = ++lane->last_id;
  CHECK_RESULT(shmq_put(lane->queue, &id, sizeof id, SOON), 0);
}

static void get(struct lane *lane) {
  uint64_t id;
  CHECK_RESULT(shmq_get(lane->queue, &id, sizeof id, SOON), sizeof id);
}

static void send_both_to_sleep(struct lane *lane) {
  if (lane->sleepers == PUTTERS) {
    put(lane);
  }
  victim_start(&lane->victim, open_victims_queue, sleep_as_victim, lane);
  victim_fall_asleep(&lane->victim);
  worker_ask_to_sleep(&lane->other, lane->sleepers == GETTERS ? WORKER_GET : WORKER_PUT,
                      ++lane->last_id);
}

/* Wakes one of the two. Returns whether it was the victim. */
static bool wake_one(struct lane *lane) {
  if (lane->sleepers == GETTERS) {
    lane->position = lane->segment->consumer.head;
    put(lane);
  } else {
    get(lane);
    lane->position = lane->segment->producer.tail;
  }
  for (;;) {
    if (victim_awake(&lane->victim)) {
      return true;
    }
    if (worker_answered(&lane->other)) {
      return false;
    }
    yield_briefly();
  }
}

/* Up to `steps` instructions behind its sleep, and no further than until it has done its work.
 * Returns how many. */
static uint64_t step_victim(struct lane *lane, uint64_t steps) {
  uint64_t done = 0;
  while (done < steps && !is_done(lane) && victim_step(&lane->victim)) {
    done++;
  }
  return done;
}

/* Wakes the victim and kills it `steps` instructions later. Returns how many it did, or -1 if the
 * other was woken, or quicker. */
static int64_t kill_woken(struct lane *lane, uint64_t steps) {
  send_both_to_sleep(lane);
  int64_t done = -1;
  if (wake_one(lane)) {
    done = (int64_t)step_victim(lane, steps);
  }
  victim_kill(&lane->victim);
  return done;
}

/* If the victim did its work before it died, there is none left for the other. */
static void serve_other_again(struct lane *lane) {
  if (lane->sleepers == GETTERS) {
    put(lane);
  } else {
    get(lane);
  }
}

static void expect_other_served(struct lane *lane, bool victim_did_it) {
  if (victim_did_it && !worker_answered(&lane->other)) {
    serve_other_again(lane);
  }
  const struct answer answer = worker_answer(&lane->other);
  if (lane->sleepers == GETTERS) {
    CHECK_RESULT(answer.result, WORKER_LENGTH);
    CHECK_EQ(answer.id, lane->last_id);
  } else {
    CHECK_RESULT(answer.result, 0);
    get(lane);
  }
  CHECK_EQ(shmq_qsize(lane->queue), 0);
}

struct tally {
  uint64_t killed; /* woken and then killed */
  uint64_t missed; /* the other was woken */
};

static void run_batch(struct lane lanes[LANES], uint64_t first_round, uint64_t points,
                      struct tally *tally) {
  bool victim_did_it[LANES];
  for (uint64_t i = 0; i < LANES; i++) {
    const int64_t done = kill_woken(&lanes[i], (first_round + i) * test_share() % points);
    victim_did_it[i] = done >= 0 && is_done(&lanes[i]);
    tally->killed += done >= 0;
    tally->missed += done < 0;
  }
  for (size_t i = 0; i < LANES; i++) {
    expect_other_served(&lanes[i], victim_did_it[i]);
  }
}

/* Returns the number of instructions from the wake to the work done. */
static uint64_t measure(struct lane *lane) {
  for (;;) {
    const int64_t steps = kill_woken(lane, UINT64_MAX);
    expect_other_served(lane, steps >= 0);
    if (steps > 0) {
      return (uint64_t)steps;
    }
  }
}

static void run(enum side sleepers) {
  static struct lane lanes[LANES];
  struct tally tally = {0};
  for (size_t i = 0; i < LANES; i++) {
    lane_open(&lanes[i], sleepers);
  }
  stepper_begin();
  const uint64_t steps = measure(&lanes[0]);
  for (uint64_t round = 0; tally.killed < ROUNDS / test_share(); round += LANES) {
    run_batch(lanes, round, steps, &tally);
    CHECK(tally.missed < ROUNDS);
  }
  printf("%" PRIu64 " instructions from the wake to the work, killed %" PRIu64
         " times; the other was first %" PRIu64 " times\n",
         steps, tally.killed, tally.missed);
  for (size_t i = 0; i < LANES; i++) {
    lane_close(&lanes[i]);
  }
}

static void a_getter_takes_over_from_a_dead_one(void) {
  run(GETTERS);
}

static void a_putter_takes_over_from_a_dead_one(void) {
  run(PUTTERS);
}

static const struct test_case cases[] = {
    CASE_WITHIN(a_getter_takes_over_from_a_dead_one, 120),
    CASE_WITHIN(a_putter_takes_over_from_a_dead_one, 120),
};

TEST_MAIN(cases)
