/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it claims an end or lets it go, or at an end that it has claimed.
 */
#include "kill_table.h"

#define TABLE(X)                                          \
  X(claim, a_queue_of_some)                               \
  X(claim, a_queue_wanted_by_a_putter)                    \
  X(claim, a_queue_wanted_by_a_getter)                    \
  X(unclaim, a_queue_of_some)                             \
  X(claimed_put, an_empty_queue)                          \
  X(claimed_put, an_empty_queue_beside_a_sleeping_getter) \
  X(claimed_put, a_ring_at_its_end)                       \
  X(claimed_put, a_ring_for_long)                         \
  X(claimed_put, a_ring_far_out)                          \
  X(claimed_put_many, a_queue_of_some)                    \
  X(claimed_put_many, a_ring_at_its_end)                  \
  X(claimed_reserve_and_commit, a_queue_of_some)          \
  X(claimed_get, a_queue_of_some)                         \
  X(claimed_get, a_full_queue_beside_a_sleeping_putter)   \
  X(claimed_get, a_ring_behind_its_end)                   \
  X(claimed_get_many, a_queue_of_some)                    \
  X(claimed_peek_and_consume, a_queue_of_some)

KILL_PROGRAM(TABLE)
