/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The holder of the consumers' lock is killed inside get.
 */
#include "holder_kill.h"
#include "runner.h"
#include "segment_view.h"

/* The oldest record is behind the padding at the ring's end. */
static void arrange_padding(struct scene *scene) {
  steer(scene->tracked.queue, scene->tracked.segment, SMALL_RING - 64);
  tracked_put(&scene->tracked, 100);
  tracked_put(&scene->tracked, 20);
}

static void arrange_one(struct scene *scene) {
  arrange_empty(scene);
  tracked_put(&scene->tracked, 30);
}

static void of_one_of_some_messages(void) {
  holder_kill(CONSUMER, &(const struct state){5, SMALL_RING, arrange_some, 200, true, true});
}

/* The only message of a queue of one: nobody else comes to get before somebody has put. */
static void of_the_only_message(void) {
  holder_kill(CONSUMER, &(const struct state){1, SMALL_RING, arrange_one, 200, false, true});
}

static void from_a_queue_full_by_count(void) {
  holder_kill(CONSUMER, &(const struct state){3, SMALL_RING, arrange_full, 200, true, true});
}

static void from_a_queue_full_by_bytes(void) {
  holder_kill(CONSUMER, &(const struct state){0, SMALL_RING, arrange_full, 200, true, true});
}

static void behind_padding(void) {
  holder_kill(CONSUMER, &(const struct state){0, SMALL_RING, arrange_padding, 200, true, true});
}

static void into_a_buffer_too_small(void) {
  holder_kill(CONSUMER, &(const struct state){0, SMALL_RING, arrange_some, 8, true, false});
}

static void while_it_recovers_from_another_death(void) {
  holder_kill(CONSUMER, &(const struct state){0, SMALL_RING, arrange_dead_holder, 200, true, true});
}

static const struct test_case cases[] = {
    CASE_WITHIN(of_one_of_some_messages, 120),
    CASE_WITHIN(of_the_only_message, 120),
    CASE_WITHIN(from_a_queue_full_by_count, 120),
    CASE_WITHIN(from_a_queue_full_by_bytes, 120),
    CASE_WITHIN(behind_padding, 120),
    CASE_WITHIN(into_a_buffer_too_small, 120),
    CASE_WITHIN(while_it_recovers_from_another_death, 120),
};

TEST_MAIN(cases)
