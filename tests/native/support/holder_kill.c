/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "holder_kill.h"

#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "share.h"

/* Of one state at least. */
#define KILLS 100

/* Instructions of one pass: of more than that, as with sanitizers, only every second is taken, or
 * so. */
#define POINTS 500

/* Instructions behind the one that lets the lock go. */
#define BEHIND 10

/* --- the victim --- */

static void prepare_victim(void *argument) {
  struct scene *scene = argument;
  scene->victims_queue = queue_open(scene->tracked.name);
  message_fill(scene->victims_bytes, scene->put_by_victim.length, scene->put_by_victim.id);
}

static void put_as_victim(void *argument) {
  const struct scene *scene = argument;
  shmq_put(scene->victims_queue, scene->victims_bytes, scene->put_by_victim.length, 0);
}

static void get_as_victim(void *argument) {
  struct scene *scene = argument;
  shmq_get(scene->victims_queue, scene->victims_bytes, scene->state->length, 0);
}

static bool victim_holds_lock(void *argument) {
  const struct scene *scene = argument;
  const struct segment *segment = scene->tracked.segment;
  const pthread_mutex_t *mutex =
      scene->end == PRODUCER ? &segment->producer.mutex : &segment->consumer.mutex;
  return mutex_owner(segment, mutex) == scene->victim.pid;
}

/* Whether the victim's message is in the queue, or the one that it gets is out. */
static bool victim_has_committed(void *argument) {
  const struct scene *scene = argument;
  return shmq_qsize(scene->tracked.queue) != (int64_t)tracked_size(&scene->tracked);
}

/* Starts a victim and leaves it `steps` instructions behind the one that took the lock, or behind
 * its call if that ends before. */
static void start_victim(struct scene *scene, uint64_t steps) {
  scene->put_by_victim = tracked_new(&scene->tracked, scene->state->length);
  victim_start(&scene->victim, prepare_victim,
               scene->end == PRODUCER ? put_as_victim : get_as_victim, scene);
  CHECK(victim_step_until(&scene->victim, victim_holds_lock, scene));
  victim_steps(&scene->victim, steps);
}

/* Decides by the number of messages whether the victim's call took place, and changes what is
 * expected accordingly. `others` is how many another process has put or got meanwhile. */
static bool settle(struct scene *scene, size_t others) {
  struct tracked_queue *tracked = &scene->tracked;
  const int64_t size = shmq_qsize(tracked->queue);
  const int64_t before = (int64_t)tracked_size(tracked);
  const int64_t without =
      scene->end == PRODUCER ? before + (int64_t)others : before - (int64_t)others;
  const bool done = size != without;
  if (!done) {
    return false;
  }
  if (scene->end == PRODUCER) {
    CHECK_EQ(size, without + 1);
    tracked_expect(tracked, scene->put_by_victim);
  } else {
    CHECK_EQ(size, without - 1);
    tracked_expect_gone(tracked);
  }
  return true;
}

/* --- the contender: another process that wants the lock --- */

static void ask_contender(struct scene *scene, uint64_t id) {
  const struct worker *contender = &scene->contender;
  worker_ask(contender, scene->end == PRODUCER ? WORKER_PUT : WORKER_GET, id);
  /* Either it waits for the lock, or the victim had let go already. */
  WAIT_UNTIL(worker_answered(contender) || asleep(contender->pid));
}

static void expect_contenders_call(struct scene *scene, uint64_t id) {
  const struct answer answer = worker_answer(&scene->contender);
  if (scene->end == PRODUCER) {
    CHECK_RESULT(answer.result, 0);
    tracked_expect(&scene->tracked, (struct tracked_message){WORKER_LENGTH, id});
  } else {
    const struct tracked_message message = tracked_expect_gone(&scene->tracked);
    CHECK_RESULT(answer.result, message.length);
    CHECK_EQ(answer.id, message.id);
  }
}

/* --- rounds --- */

/* Returns whether the victim's call took place. */
static bool kill_after(struct scene *scene, uint64_t steps, bool contended) {
  scene->state->arrange(scene);
  const uint64_t contenders_id = tracked_new(&scene->tracked, WORKER_LENGTH).id;
  start_victim(scene, steps);
  if (contended) {
    ask_contender(scene, contenders_id);
  }
  victim_kill(&scene->victim);
  if (contended) {
    WAIT_UNTIL(worker_answered(&scene->contender));
  }
  const bool done = settle(scene, contended);
  if (contended) {
    expect_contenders_call(scene, contenders_id);
  }
  tracked_drain(&scene->tracked);
  tracked_expect_all_of_its_room(&scene->tracked);
  return done;
}

/* Returns the number of instructions from taking the lock to letting it go, and some behind. */
static uint64_t measure(struct scene *scene) {
  uint64_t steps = 0;
  /* As every round leaves the queue to the next. */
  tracked_expect_all_of_its_room(&scene->tracked);
  scene->state->arrange(scene);
  start_victim(scene, 0);
  while (victim_holds_lock(scene) && victim_step(&scene->victim)) {
    steps++;
  }
  victim_kill(&scene->victim);
  CHECK_EQ(settle(scene, 0), scene->state->changes);
  tracked_drain(&scene->tracked);
  return steps + BEHIND;
}

static void kill_at_every_instruction(struct scene *scene) {
  const uint64_t steps = measure(scene);
  const uint64_t share = test_share();
  const uint64_t stride = (steps / POINTS + 1) * share;
  const uint64_t first = random_below(&scene->random, stride);
  uint64_t kills = 0;
  uint64_t done = 0;
  for (uint64_t pass = 0; pass < 2 || kills < KILLS / share; pass++) {
    for (uint64_t step = (first + pass) % stride; step <= steps; step += stride) {
      done += kill_after(scene, step, scene->state->contended && pass % 2 == 1);
      kills++;
    }
  }
  printf("%" PRIu64 " instructions, killed %" PRIu64 " times, done %" PRIu64 " of them\n", steps,
         kills, done);
  CHECK_EQ(done > 0, scene->state->changes);
  CHECK(done < kills);
}

void holder_kill(enum end end, const struct state *state) {
  struct scene scene = {.state = state, .end = end, .random = random_start(1)};
  scene.tracked.max_messages = state->max_messages;
  scene.tracked.ring = state->ring;
  tracked_open(&scene.tracked);
  worker_start(&scene.contender, scene.tracked.name);
  stepper_begin();
  kill_at_every_instruction(&scene);
  worker_end(&scene.contender);
  tracked_close(&scene.tracked);
}

/* --- states --- */

/* In the middle of the ring, so that nothing but what the state is about plays a part. */
void arrange_empty(struct scene *scene) {
  steer(scene->tracked.queue, scene->tracked.segment, SMALL_RING / 4);
}

void arrange_some(struct scene *scene) {
  arrange_empty(scene);
  tracked_put(&scene->tracked, 30);
  tracked_put(&scene->tracked, 100);
  tracked_put(&scene->tracked, 0);
}

void arrange_full(struct scene *scene) {
  tracked_fill(&scene->tracked, 40);
}

void arrange_dead_holder(struct scene *scene) {
  arrange_empty(scene);
  tracked_put(&scene->tracked, 30);
  tracked_put(&scene->tracked, 60);
  tracked_put(&scene->tracked, 90);
  start_victim(scene, 0);
  CHECK(victim_step_until(&scene->victim, victim_has_committed, scene));
  victim_steps(&scene->victim, random_below(&scene->random, 6));
  victim_kill(&scene->victim);
  CHECK(settle(scene, 0));
}
