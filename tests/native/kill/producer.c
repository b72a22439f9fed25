/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The holder of the producers' lock is killed inside put.
 */
#include "check.h"
#include "holder_kill.h"
#include "runner.h"
#include "segment_view.h"

/* The next record of 100 bytes does not fit before the ring's end. */
static void arrange_wrap(struct scene *scene) {
  steer(scene->tracked.queue, scene->tracked.segment, SMALL_RING - 80);
  tracked_put(&scene->tracked, 8);
}

/* Nothing but the place where it ended keeps a message of half the ring out. */
static void arrange_middle(struct scene *scene) {
  steer(scene->tracked.queue, scene->tracked.segment, SMALL_RING / 2 + WORD_SIZE);
}

/* Empty, and so far out that the producer starts again at the ring's beginning. */
static void arrange_far(struct scene *scene) {
  const struct producer_end *producer = &scene->tracked.segment->producer;
  do {
    tracked_put(&scene->tracked, 16000);
    tracked_drain(&scene->tracked);
  } while (producer->tail < producer->rewind_at || tail_offset(scene->tracked.segment) < 16000);
}

/* The next record needs memory that is not reserved yet. */
static void arrange_unreserved(struct scene *scene) {
  struct tracked_queue *tracked = &scene->tracked;
  tracked_close(tracked);
  tracked_open(tracked);
  const struct producer_end *producer = &tracked->segment->producer;
  CHECK(producer->reserved < tracked->ring);
  while (producer->reserved - producer->tail > TRACKED_LONGEST) {
    tracked_put(tracked, TRACKED_LONGEST / 2);
  }
  tracked_put(tracked, producer->reserved - producer->tail - 10 * WORD_SIZE);
}

static void into_an_empty_queue(void) {
  holder_kill(PRODUCER, &(const struct state){0, SMALL_RING, arrange_empty, 50, true, true});
}

static void behind_some_messages(void) {
  holder_kill(PRODUCER, &(const struct state){5, SMALL_RING, arrange_some, 50, true, true});
}

static void into_a_queue_full_by_count(void) {
  holder_kill(PRODUCER, &(const struct state){3, SMALL_RING, arrange_full, 50, false, false});
}

static void into_a_queue_full_by_bytes(void) {
  holder_kill(PRODUCER, &(const struct state){0, SMALL_RING, arrange_full, 50, false, false});
}

static void around_the_end_of_the_ring(void) {
  holder_kill(PRODUCER, &(const struct state){0, SMALL_RING, arrange_wrap, 100, true, true});
}

static void where_a_long_message_starts_the_ring_again(void) {
  holder_kill(PRODUCER, &(const struct state){0, SMALL_RING, arrange_middle, 2044, true, true});
}

static void where_an_empty_ring_starts_again(void) {
  holder_kill(PRODUCER, &(const struct state){0, 1 << 20, arrange_far, 50, true, true});
}

static void where_memory_is_reserved(void) {
  holder_kill(PRODUCER, &(const struct state){0, 4 << 20, arrange_unreserved, 100, false, true});
}

static void while_it_recovers_from_another_death(void) {
  holder_kill(PRODUCER, &(const struct state){0, SMALL_RING, arrange_dead_holder, 50, true, true});
}

static const struct test_case cases[] = {
    CASE_WITHIN(into_an_empty_queue, 120),
    CASE_WITHIN(behind_some_messages, 120),
    CASE_WITHIN(into_a_queue_full_by_count, 120),
    CASE_WITHIN(into_a_queue_full_by_bytes, 120),
    CASE_WITHIN(around_the_end_of_the_ring, 120),
    CASE_WITHIN(where_a_long_message_starts_the_ring_again, 120),
    CASE_WITHIN(where_an_empty_ring_starts_again, 120),
    CASE_WITHIN(where_memory_is_reserved, 120),
    CASE_WITHIN(while_it_recovers_from_another_death, 120),
};

TEST_MAIN(cases)
