/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed at the producers' end.
 */
#include "kill_table.h"

#define TABLE(X)                                                 \
  X(put, an_empty_queue)                                         \
  X(put, an_empty_queue_beside_a_sleeping_getter)                \
  X(put, a_queue_of_some)                                        \
  X(put, a_queue_wanted_by_a_putter)                             \
  X(put, a_queue_full_by_count)                                  \
  X(put, a_queue_full_by_bytes)                                  \
  X(put, a_ring_at_its_end)                                      \
  X(put, a_ring_for_long)                                        \
  X(put, a_ring_far_out)                                         \
  X(put, a_ring_at_its_end_wanted_by_a_putter)                   \
  X(put, a_ring_for_long_wanted_by_a_putter)                     \
  X(put, a_ring_far_out_wanted_by_a_putter)                      \
  X(try_put, a_queue_of_some)                                    \
  X(put_many, an_empty_queue)                                    \
  X(put_many, an_empty_queue_beside_a_sleeping_getter)           \
  X(put_many, a_queue_of_some)                                   \
  X(put_many, a_queue_wanted_by_a_putter)                        \
  X(put_many, a_queue_full_by_count)                             \
  X(put_many, a_ring_at_its_end)                                 \
  X(put_many, a_ring_far_out)                                    \
  X(put_very_many, a_queue_for_many)                             \
  X(reserve_and_commit, an_empty_queue)                          \
  X(reserve_and_commit, an_empty_queue_beside_a_sleeping_getter) \
  X(reserve_and_commit, a_queue_wanted_by_a_putter)              \
  X(reserve_and_commit, a_queue_full_by_bytes)                   \
  X(reserve_and_commit, a_ring_at_its_end)                       \
  X(reserve_and_commit, a_ring_for_long)                         \
  X(reserve_and_abort, an_empty_queue)                           \
  X(reserve_and_abort, a_queue_wanted_by_a_putter)               \
  X(reserve_and_abort, a_ring_for_long)

KILL_PROGRAM(TABLE)
