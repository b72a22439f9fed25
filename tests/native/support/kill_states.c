/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What victims find.
 */
#include "check.h"
#include "kill_table.h"
#include "queues.h"

#define SMALL 50

/* --- how full the queue is --- */

/* In the middle of the ring, so that nothing but what the state is about plays a part. */
static void arrange_empty(struct scene *scene) {
  scene_steer(scene, SMALL_RING / 4);
}

static void arrange_one(struct scene *scene) {
  arrange_empty(scene);
  scene_put(scene, 30);
}

static void arrange_some(struct scene *scene) {
  arrange_empty(scene);
  scene_put(scene, 30);
  scene_put(scene, 100);
  scene_put(scene, 8);
}

static void arrange_full(struct scene *scene) {
  arrange_empty(scene);
  scene_fill(scene, 40);
}

const struct state state_an_empty_queue = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_empty};

const struct state state_an_empty_queue_beside_a_sleeping_getter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_empty, .peer = SLEEPING_GETTER};

const struct state state_a_queue_of_one = {
    .max_messages = 2, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_one};

const struct state state_a_queue_of_some = {
    .max_messages = 5, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_some};

const struct state state_a_queue_wanted_by_a_putter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_some, .peer = CONTENDING_PUTTER};

const struct state state_a_queue_wanted_by_a_getter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_some, .peer = CONTENDING_GETTER};

const struct state state_a_queue_full_by_count = {
    .max_messages = 3, .ring = SMALL_RING, .length = SMALL, .full = true, .arrange = arrange_full};

const struct state state_a_queue_full_by_bytes = {
    .ring = SMALL_RING, .length = SMALL, .full = true, .arrange = arrange_full};

const struct state state_a_full_queue_beside_a_sleeping_putter = {.max_messages = 3,
                                                                  .ring = SMALL_RING,
                                                                  .length = SMALL,
                                                                  .full = true,
                                                                  .arrange = arrange_full,
                                                                  .peer = SLEEPING_PUTTER};

/* --- places of the ring --- */

static void arrange_end(struct scene *scene) {
  scene_steer(scene, SMALL_RING - 80);
  scene_put(scene, 8);
}

static void arrange_behind_end(struct scene *scene) {
  scene_steer(scene, SMALL_RING - 64);
  scene_put(scene, 100);
  scene_put(scene, 20);
}

/* Nothing but the place where it ended keeps a message of half the ring out. */
static void arrange_middle(struct scene *scene) {
  scene_steer(scene, SMALL_RING / 2 + WORD_SIZE);
}

/* Empty, and so far out that the producer starts again at the ring's beginning. */
static void arrange_far_out(struct scene *scene) {
  const struct producer_end *producer = &scene->segment->producer;
  do {
    scene_put(scene, 16000);
    scene_get(scene);
  } while (producer->tail < producer->rewind_at);
}

/* The next record needs memory that is not reserved yet. */
static void arrange_short_of_memory(struct scene *scene) {
  const struct producer_end *producer = &scene->segment->producer;
  const uint64_t step = BYTES_MOST / 4;
  CHECK(producer->reserved < scene->state->ring);
  while (producer->reserved - producer->tail > step) {
    scene_put(scene, step / 2);
  }
  scene_put(scene, producer->reserved - producer->tail - 10 * WORD_SIZE);
}

const struct state state_a_ring_at_its_end = {
    .ring = SMALL_RING, .length = 100, .arrange = arrange_end};

const struct state state_a_ring_behind_its_end = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_behind_end};

const struct state state_a_ring_for_long = {
    .ring = SMALL_RING, .length = SMALL_RING / 2 - 4, .arrange = arrange_middle};

const struct state state_a_ring_far_out = {
    .ring = 1 << 20, .length = SMALL, .arrange = arrange_far_out};

const struct state state_a_ring_short_of_memory = {
    .ring = 4 << 20, .length = 100, .arrange = arrange_short_of_memory};

const struct state state_a_ring_at_its_end_wanted_by_a_putter = {
    .ring = SMALL_RING, .length = 100, .arrange = arrange_end, .peer = CONTENDING_PUTTER};

const struct state state_a_ring_behind_its_end_wanted_by_a_getter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_behind_end, .peer = CONTENDING_GETTER};

const struct state state_a_ring_for_long_wanted_by_a_putter = {.ring = SMALL_RING,
                                                               .length = SMALL_RING / 2 - 4,
                                                               .arrange = arrange_middle,
                                                               .peer = CONTENDING_PUTTER};

const struct state state_a_ring_far_out_wanted_by_a_putter = {
    .ring = 1 << 20, .length = SMALL, .arrange = arrange_far_out, .peer = CONTENDING_PUTTER};

/* --- after a death --- */

static bool put_uncounted(const struct look *look) {
  return look->puts_behind;
}

static bool put_counted(const struct look *look) {
  return look->tail_behind && !look->puts_behind;
}

static bool get_announced(const struct look *look) {
  return look->get_announced;
}

static bool get_uncounted(const struct look *look) {
  return look->gets_behind;
}

static void arrange_put_uncounted(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_put, put_uncounted);
}

static void arrange_put_counted(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_put, put_counted);
}

static void arrange_put_behind_padding(struct scene *scene) {
  arrange_end(scene);
  scene_die_before(scene, &operation_put, put_uncounted);
}

static void arrange_get_announced(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_get, get_announced);
}

static void arrange_get_uncounted(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_get, get_uncounted);
}

const struct state state_a_queue_with_a_put_uncounted = {
    .max_messages = 5, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_put_uncounted};

const struct state state_a_queue_with_a_put_counted = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_put_counted};

const struct state state_a_queue_with_a_put_behind_padding = {
    .ring = SMALL_RING, .length = 100, .arrange = arrange_put_behind_padding};

const struct state state_a_queue_with_a_get_announced = {
    .max_messages = 5, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_get_announced};

const struct state state_a_queue_with_a_get_uncounted = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_get_uncounted};

const struct state state_a_queue_with_a_dead_putter_wanted_by_another = {
    .ring = SMALL_RING,
    .length = SMALL,
    .arrange = arrange_put_uncounted,
    .peer = CONTENDING_PUTTER};

const struct state state_a_queue_with_a_dead_getter_wanted_by_another = {
    .ring = SMALL_RING,
    .length = SMALL,
    .arrange = arrange_get_uncounted,
    .peer = CONTENDING_GETTER};
