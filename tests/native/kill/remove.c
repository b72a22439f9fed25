/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it takes a message out of the middle, or where that was done.
 */
#include "kill_table.h"

#define TABLE(X)                                                       \
  X(remove, a_queue_of_some)                                           \
  X(remove, a_queue_full_by_count)                                     \
  X(remove, a_queue_wanted_by_a_getter)                                \
  X(remove, a_full_queue_beside_a_sleeping_putter)                     \
  X(remove, a_ring_behind_its_end)                                     \
  X(remove, a_queue_with_gaps)                                         \
  X(remove, a_queue_with_gaps_beside_a_sleeping_putter)                \
  X(remove, a_queue_with_a_removal_announced)                          \
  X(remove, a_queue_with_a_gap_by_the_dead)                            \
  X(remove, a_queue_with_gaps_and_a_get_announced)                     \
  X(remove, a_queue_with_gaps_and_puts_uncounted)                      \
  X(remove_front, a_queue_of_one)                                      \
  X(remove_front, a_queue_with_gaps)                                   \
  X(remove_front, a_queue_with_gaps_behind_its_end)                    \
  X(claimed_remove, a_queue_with_a_gap)                                \
  X(get, a_queue_with_a_gap)                                           \
  X(get, a_queue_with_gaps)                                            \
  X(get, a_queue_with_gaps_behind_its_end)                             \
  X(get, a_queue_with_gaps_beside_a_sleeping_putter)                   \
  X(get, a_queue_with_gaps_wanted_by_a_getter)                         \
  X(get, a_queue_with_a_removal_announced)                             \
  X(get, a_queue_with_a_gap_by_the_dead)                               \
  X(get, a_queue_with_gaps_and_a_get_announced)                        \
  X(get, a_queue_with_gaps_and_a_get_uncounted)                        \
  X(get_many, a_queue_with_gaps)                                       \
  X(get_many, a_queue_with_gaps_and_a_get_announced)                   \
  X(claimed_get, a_queue_with_gaps)                                    \
  X(peek_and_consume, a_queue_with_gaps)                               \
  X(put, a_queue_with_gaps)                                            \
  X(put, a_queue_with_gaps_and_puts_uncounted)                         \
  X(immediate_shutdown, a_queue_with_gaps)                             \
  X(immediate_shutdown, a_queue_with_a_gap_by_the_dead)                \
  X(scan, a_queue_with_gaps)                                           \
  X(check, a_queue_with_gaps_and_puts_uncounted)                       \
  X(check, a_queue_with_gaps_and_a_get_uncounted)                      \
  X(get, a_queue_with_a_long_gap)                                      \
  X(get, a_full_queue_with_a_long_gap_beside_a_sleeping_putter)        \
  X(get, a_queue_with_a_long_gap_by_the_dead)                          \
  X(get, an_empty_queue_full_of_a_long_gap_by_the_dead)                \
  X(get_many, a_queue_with_a_long_gap_by_the_dead)                     \
  X(claimed_get, a_queue_with_a_long_gap)                              \
  X(peek_and_consume, a_queue_with_a_long_gap)                         \
  X(remove_front, a_queue_with_a_long_gap)                             \
  X(remove, a_queue_with_a_long_gap_by_the_dead)                       \
  X(put, an_empty_queue_full_of_a_long_gap_by_the_dead)                \
  X(reserve_and_commit, an_empty_queue_full_of_a_long_gap_by_the_dead) \
  X(immediate_shutdown, a_queue_with_a_long_gap_by_the_dead)           \
  X(scan, a_queue_with_a_long_gap_by_the_dead)                         \
  X(check, a_queue_with_a_long_gap_by_the_dead)

KILL_PROGRAM(TABLE)
