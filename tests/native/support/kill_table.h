/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The operations in which processes are killed and the states in which they do them. A test program
 * is a table of pairs.
 */
#ifndef TEST_KILL_TABLE_H
#define TEST_KILL_TABLE_H

#include "kill_scene.h"

/* Defines the case OPERATION_in_STATE. */
#define KILL_CASE(operation, state)                                                   \
  static void operation##_in_##state(void) {                                          \
    kill_everywhere(&scene_experiment,                                                \
                    &(const struct subject){&operation_##operation, &state_##state}); \
  }
#define KILL_ENTRY(operation, state) CASE_WITHIN(operation##_in_##state, 120),

/* A program whose table is TABLE(KILL_CASE), a list of pairs. */
#define KILL_PROGRAM(TABLE)                                    \
  TABLE(KILL_CASE)                                             \
  static const struct test_case cases[] = {TABLE(KILL_ENTRY)}; \
  KILL_MAIN(cases)

extern const struct operation operation_put;
extern const struct operation operation_try_put;
extern const struct operation operation_put_many;
extern const struct operation operation_put_very_many;
extern const struct operation operation_reserve_and_commit;
extern const struct operation operation_reserve_and_abort;

extern const struct operation operation_get;
extern const struct operation operation_try_get;
extern const struct operation operation_get_into_too_little;
extern const struct operation operation_get_many;
extern const struct operation operation_remove; /* the message behind the front */
extern const struct operation operation_remove_front;
extern const struct operation operation_peek_and_consume;
extern const struct operation operation_peek_and_release;

/* Both ends at once; calls of a handle that has claimed its end. */
extern const struct operation operation_claim;
extern const struct operation operation_unclaim;
extern const struct operation operation_claimed_put;
extern const struct operation operation_claimed_put_many;
extern const struct operation operation_claimed_reserve_and_commit;
extern const struct operation operation_claimed_get;
extern const struct operation operation_claimed_get_many;
extern const struct operation operation_claimed_remove;
extern const struct operation operation_claimed_peek_and_consume;

extern const struct operation operation_shutdown;
extern const struct operation operation_immediate_shutdown;
extern const struct operation operation_task_done;
extern const struct operation operation_stat;
extern const struct operation operation_check;
extern const struct operation operation_scan;
extern const struct operation operation_scan_of_a_claimed_end;

/* Nothing is in the queue. */
extern const struct state state_an_empty_queue;
extern const struct state state_an_empty_queue_beside_a_sleeping_getter;
extern const struct state state_an_empty_queue_beside_a_sleeping_joiner; /* one task is not done */

/* There is something to take, and room for something. */
extern const struct state state_a_queue_of_one;
extern const struct state state_a_queue_of_some;
extern const struct state state_a_queue_for_many; /* so many that a batch is committed in pieces */
extern const struct state state_a_queue_wanted_by_a_putter;
extern const struct state state_a_queue_wanted_by_a_getter;

/* Messages were removed from the middle. */
extern const struct state state_a_queue_with_a_gap; /* behind the front */
extern const struct state state_a_queue_with_gaps;
extern const struct state state_a_queue_with_gaps_behind_its_end;
extern const struct state state_a_queue_with_gaps_beside_a_sleeping_putter; /* full by count */
extern const struct state state_a_queue_with_gaps_wanted_by_a_getter;
extern const struct state state_a_queue_with_a_long_gap; /* longer than is passed at once */
/* By bytes. */
extern const struct state state_a_full_queue_with_a_long_gap_beside_a_sleeping_putter;

/* There is no room. */
extern const struct state state_a_queue_full_by_count;
extern const struct state state_a_queue_full_by_bytes;
extern const struct state state_a_full_queue_beside_a_sleeping_putter;

/* Places of the ring. */
extern const struct state state_a_ring_at_its_end;     /* the next message does not fit there */
extern const struct state state_a_ring_behind_its_end; /* the next to take is behind padding */
extern const struct state state_a_ring_for_long; /* a long message fits only at the beginning */
extern const struct state state_a_ring_far_out;  /* empty, about to start again */
extern const struct state state_a_ring_at_its_end_wanted_by_a_putter;
extern const struct state state_a_ring_behind_its_end_wanted_by_a_getter;
extern const struct state state_a_ring_for_long_wanted_by_a_putter;
extern const struct state state_a_ring_far_out_wanted_by_a_putter;

/* Memory. */
extern const struct state state_a_ring_short_of_memory;  /* the next message needs more */
extern const struct state state_a_batch_short_of_memory; /* a later one of a batch does */
extern const struct state state_the_last_of_a_burst;     /* memory goes back when it is taken */
extern const struct state state_the_rest_of_a_burst;     /* at the next lap, or when idle */

/* Another process has died there, with its work half done. */
extern const struct state state_a_queue_with_a_put_uncounted;
extern const struct state state_a_queue_with_a_put_counted;
extern const struct state state_a_queue_with_a_put_behind_padding;
extern const struct state state_a_queue_with_puts_uncounted;
extern const struct state state_a_queue_with_a_claimed_put_uncounted;
extern const struct state state_a_queue_with_a_get_announced;
extern const struct state state_a_queue_with_a_get_uncounted;
extern const struct state state_a_queue_with_gets_announced;
extern const struct state state_a_queue_with_gets_uncounted;
extern const struct state state_a_queue_with_a_claimed_get_uncounted;
extern const struct state state_a_queue_with_a_dead_putter_wanted_by_another;
extern const struct state state_a_queue_with_a_dead_getter_wanted_by_another;
extern const struct state state_a_ring_with_memory_half_reserved;
extern const struct state state_a_ring_with_memory_half_given_back;
extern const struct state state_a_queue_half_shut;
extern const struct state state_a_queue_with_a_removal_announced;
extern const struct state state_a_queue_with_a_gap_by_the_dead;
extern const struct state state_a_queue_with_gaps_and_a_get_announced;
extern const struct state state_a_queue_with_gaps_and_a_get_uncounted;
extern const struct state state_a_queue_with_gaps_and_puts_uncounted;
extern const struct state state_a_queue_with_a_long_gap_by_the_dead; /* at its front */
extern const struct state state_an_empty_queue_full_of_a_long_gap_by_the_dead;

#endif
