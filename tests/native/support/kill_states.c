/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What victims find.
 */
#include <stdatomic.h>

#include "check.h"
#include "clock.h"
#include "kill_table.h"
#include "memory.h"
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

/* One of the messages that were taken has not been dealt with. */
static void arrange_one_task(struct scene *scene) {
  arrange_one(scene);
  scene_get(scene);
  while (shmq_join(scene->queue, 0) != 0) {
    CHECK_RESULT(shmq_task_done(scene->queue), 0);
  }
  scene_put(scene, 30);
  scene_get(scene);
}

static void arrange_some(struct scene *scene) {
  arrange_empty(scene);
  scene_put(scene, 30);
  scene_put(scene, 100);
  scene_put(scene, 8);
}

/* More than a batch. */
static void arrange_many(struct scene *scene) {
  arrange_some(scene);
  for (size_t i = 0; i < 4; i++) {
    scene_put(scene, 40);
  }
}

static void arrange_full(struct scene *scene) {
  arrange_empty(scene);
  scene_fill(scene, 40);
}

const struct state state_an_empty_queue = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_empty};

const struct state state_an_empty_queue_beside_a_sleeping_getter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_empty, .peer = SLEEPING_GETTER};

const struct state state_an_empty_queue_beside_a_sleeping_joiner = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_one_task, .peer = SLEEPING_JOINER};

const struct state state_a_queue_of_one = {
    .max_messages = 2, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_one};

const struct state state_a_queue_of_some = {
    .max_messages = 5, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_some};

const struct state state_a_queue_for_many = {
    .ring = UINT64_C(1) << 18, .length = 1000, .arrange = arrange_empty};

const struct state state_a_queue_wanted_by_a_putter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_some, .peer = CONTENDING_PUTTER};

const struct state state_a_queue_wanted_by_a_getter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_many, .peer = CONTENDING_GETTER};

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

/* --- messages that were removed --- */

static void arrange_gap(struct scene *scene) {
  arrange_some(scene);
  scene_remove(scene, 1);
}

/* Between the front and the next, one behind the other, and another one. */
static void arrange_gaps(struct scene *scene) {
  arrange_many(scene);
  scene_remove(scene, 1);
  scene_remove(scene, 1);
  scene_remove(scene, 2);
}

/* The first of them before the ring's end. */
static void arrange_gaps_behind_end(struct scene *scene) {
  scene_steer(scene, SMALL_RING - 128);
  scene_put(scene, 30);
  for (size_t i = 0; i < 4; i++) {
    scene_put(scene, 40);
  }
  scene_remove(scene, 1);
  scene_remove(scene, 1);
}

/* So many were removed one behind the other that they are not passed at once. */
#define LONG 70

static void arrange_long_gap(struct scene *scene) {
  arrange_one(scene);
  for (size_t i = 0; i < LONG; i++) {
    scene_put(scene, 0);
  }
  scene_put(scene, 100);
  scene_put(scene, 40);
  for (size_t i = 0; i < LONG; i++) {
    scene_remove(scene, 1);
  }
}

/* Only the front was not removed, and bytes are what there is no room for. */
static void arrange_long_gap_in_full(struct scene *scene) {
  arrange_empty(scene);
  scene_fill(scene, 40);
  CHECK(scene_size(scene) > LONG);
  while (scene_size(scene) > 1) {
    scene_remove(scene, 1);
  }
}

static void arrange_gaps_in_full(struct scene *scene) {
  arrange_empty(scene);
  scene_fill(scene, 40);
  scene_remove(scene, 1);
  scene_fill(scene, 40);
}

const struct state state_a_queue_with_a_gap = {
    .max_messages = 5, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gap};

const struct state state_a_queue_with_gaps = {
    .max_messages = 8, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gaps};

const struct state state_a_queue_with_gaps_behind_its_end = {
    .max_messages = 6, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gaps_behind_end};

const struct state state_a_queue_with_gaps_beside_a_sleeping_putter = {
    .max_messages = 3,
    .ring = SMALL_RING,
    .length = SMALL,
    .full = true,
    .arrange = arrange_gaps_in_full,
    .peer = SLEEPING_PUTTER};

const struct state state_a_queue_with_a_long_gap = {
    .max_messages = 200, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_long_gap};

const struct state state_a_full_queue_with_a_long_gap_beside_a_sleeping_putter = {
    .ring = SMALL_RING,
    .length = SMALL,
    .full = true,
    .arrange = arrange_long_gap_in_full,
    .peer = SLEEPING_PUTTER};

const struct state state_a_queue_with_gaps_wanted_by_a_getter = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gaps, .peer = CONTENDING_GETTER};

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

const struct state state_a_ring_at_its_end = {
    .ring = SMALL_RING, .length = 100, .arrange = arrange_end};

const struct state state_a_ring_behind_its_end = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_behind_end};

const struct state state_a_ring_for_long = {
    .ring = SMALL_RING, .length = SMALL_RING / 2 - 4, .arrange = arrange_middle};

const struct state state_a_ring_far_out = {
    .ring = 1 << 20, .length = SMALL, .arrange = arrange_far_out};

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

/* --- memory --- */

#define LARGE_RING (UINT64_C(4) << 20)
#define CHUNK (BYTES_MOST / 2)

/* The ring is backed up to `rest` bytes behind its tail. */
static void arrange_memory(struct scene *scene, uint64_t rest) {
  const struct producer_end *producer = &scene->segment->producer;
  CHECK(producer->reserved < scene->state->ring);
  while (producer->reserved - producer->tail > CHUNK) {
    scene_put(scene, CHUNK / 2);
  }
  scene_put(scene, producer->reserved - producer->tail - rest - WORD_SIZE);
}

static void arrange_short_of_memory(struct scene *scene) {
  arrange_memory(scene, 9 * WORD_SIZE);
}

static void arrange_batch_short_of_memory(struct scene *scene) {
  arrange_memory(scene, 300);
}

/* More was in the queue than an idle one keeps the memory of, and all of it but one message has
 * been taken. */
static void arrange_last_of_burst(struct scene *scene) {
  const struct producer_end *producer = &scene->segment->producer;
  while (producer->reserved <= MEMORY_KEPT) {
    scene_put(scene, CHUNK);
  }
  scene_put(scene, SMALL);
  while (scene_size(scene) > 1) {
    scene_get(scene);
  }
}

/* All of it, too soon after the last time for it to be given back, which by now is long ago. The
 * next message starts the ring again. */
static void arrange_rest_of_burst(struct scene *scene) {
  const struct producer_end *producer = &scene->segment->producer;
  struct queue_state *state = &scene->segment->state;
  do {
    arrange_last_of_burst(scene);
    do {
      scene_put(scene, CHUNK);
      atomic_store(&state->reclaimed_at, now());
      scene_drain(scene);
    } while (producer->tail < producer->rewind_at ||
             tail_offset(scene->segment) > MEMORY_KEPT - CHUNK);
  } while (atomic_load(&state->extended) == 0);
  atomic_store(&state->reclaimed_at, 0);
}

const struct state state_a_ring_short_of_memory = {
    .ring = LARGE_RING, .length = 100, .arrange = arrange_short_of_memory};

const struct state state_a_batch_short_of_memory = {
    .ring = LARGE_RING, .length = 100, .arrange = arrange_batch_short_of_memory};

const struct state state_the_last_of_a_burst = {
    .ring = LARGE_RING, .length = SMALL, .arrange = arrange_last_of_burst};

const struct state state_the_rest_of_a_burst = {
    .ring = LARGE_RING, .length = SMALL, .arrange = arrange_rest_of_burst};

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

static bool memory_moves(const struct look *look) {
  return look->limit != look->reserved;
}

static bool shut(const struct look *look) {
  return look->shutdown == SHMQ_SHUT;
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

static void arrange_puts_uncounted(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_put_many, put_uncounted);
}

static void arrange_claimed_put_uncounted(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_claimed_put, put_uncounted);
}

static void arrange_gets_announced(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_get_many, get_announced);
}

static void arrange_gets_uncounted(struct scene *scene) {
  arrange_full(scene);
  scene_die_before(scene, &operation_get_many, get_uncounted);
}

static void arrange_claimed_get_uncounted(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_claimed_get, get_uncounted);
}

static bool removal_announced(const struct look *look) {
  return look->removal_announced;
}

static bool removal_marked(const struct look *look) {
  return look->removal_marked;
}

static void arrange_removal_announced(struct scene *scene) {
  arrange_many(scene);
  scene_die_before(scene, &operation_remove, removal_announced);
}

/* Two died. */
static void arrange_gap_by_dead(struct scene *scene) {
  arrange_removal_announced(scene);
  scene_die_before(scene, &operation_remove, removal_marked);
}

static void arrange_gaps_and_get_announced(struct scene *scene) {
  arrange_gaps(scene);
  scene_die_before(scene, &operation_get_many, get_announced);
}

static void arrange_gaps_and_get_uncounted(struct scene *scene) {
  arrange_gaps(scene);
  scene_die_before(scene, &operation_get, get_uncounted);
}

static bool front_removed(const struct look *look) {
  return look->front_removed && !look->gets_behind;
}

/* It was about to pass the rest. */
static void arrange_long_gap_by_dead(struct scene *scene) {
  arrange_long_gap(scene);
  scene_die_before(scene, &operation_get, front_removed);
}

static void arrange_long_gap_in_full_by_dead(struct scene *scene) {
  arrange_long_gap_in_full(scene);
  scene_die_before(scene, &operation_get, front_removed);
}

/* A consumer removes what the dead producer has not counted. */
static void arrange_gaps_and_puts_uncounted(struct scene *scene) {
  arrange_puts_uncounted(scene);
  while (scene_size(scene) > 4) {
    scene_get(scene);
  }
  scene_remove(scene, 1);
  scene_remove(scene, 1);
}

static void arrange_memory_half_reserved(struct scene *scene) {
  arrange_short_of_memory(scene);
  scene_die_before(scene, &operation_put, memory_moves);
}

static void arrange_memory_half_given_back(struct scene *scene) {
  arrange_last_of_burst(scene);
  scene_die_before(scene, &operation_get, memory_moves);
}

static void arrange_half_shut(struct scene *scene) {
  arrange_some(scene);
  scene_die_before(scene, &operation_immediate_shutdown, shut);
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

const struct state state_a_queue_with_puts_uncounted = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_puts_uncounted};

const struct state state_a_queue_with_a_claimed_put_uncounted = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_claimed_put_uncounted};

const struct state state_a_queue_with_gets_announced = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gets_announced};

const struct state state_a_queue_with_gets_uncounted = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gets_uncounted};

const struct state state_a_queue_with_a_claimed_get_uncounted = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_claimed_get_uncounted};

const struct state state_a_queue_half_shut = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_half_shut};

const struct state state_a_queue_with_a_removal_announced = {
    .max_messages = 8, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_removal_announced};

const struct state state_a_queue_with_a_gap_by_the_dead = {
    .max_messages = 8, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gap_by_dead};

const struct state state_a_queue_with_gaps_and_a_get_announced = {
    .max_messages = 8,
    .ring = SMALL_RING,
    .length = SMALL,
    .arrange = arrange_gaps_and_get_announced};

const struct state state_a_queue_with_gaps_and_a_get_uncounted = {
    .max_messages = 8,
    .ring = SMALL_RING,
    .length = SMALL,
    .arrange = arrange_gaps_and_get_uncounted};

const struct state state_a_queue_with_a_long_gap_by_the_dead = {
    .max_messages = 200, .ring = SMALL_RING, .length = SMALL, .arrange = arrange_long_gap_by_dead};

const struct state state_an_empty_queue_full_of_a_long_gap_by_the_dead = {
    .ring = SMALL_RING, .length = 2000, .arrange = arrange_long_gap_in_full_by_dead};

const struct state state_a_queue_with_gaps_and_puts_uncounted = {
    .ring = SMALL_RING, .length = SMALL, .arrange = arrange_gaps_and_puts_uncounted};

const struct state state_a_ring_with_memory_half_reserved = {
    .ring = LARGE_RING, .length = 100, .arrange = arrange_memory_half_reserved};

const struct state state_a_ring_with_memory_half_given_back = {
    .ring = LARGE_RING, .length = 100, .arrange = arrange_memory_half_given_back};
