/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed at the consumers' end.
 */
#include "kill_table.h"

#define TABLE(X)                                             \
  X(get, an_empty_queue)                                     \
  X(get, a_queue_of_one)                                     \
  X(get, a_queue_of_some)                                    \
  X(get, a_queue_wanted_by_a_getter)                         \
  X(get, a_queue_full_by_count)                              \
  X(get, a_queue_full_by_bytes)                              \
  X(get, a_full_queue_beside_a_sleeping_putter)              \
  X(get, a_ring_behind_its_end)                              \
  X(get, a_ring_behind_its_end_wanted_by_a_getter)           \
  X(get_into_too_little, a_queue_of_some)                    \
  X(try_get, a_queue_of_some)                                \
  X(get_many, an_empty_queue)                                \
  X(get_many, a_queue_of_some)                               \
  X(get_many, a_queue_wanted_by_a_getter)                    \
  X(get_many, a_queue_full_by_bytes)                         \
  X(get_many, a_full_queue_beside_a_sleeping_putter)         \
  X(get_many, a_ring_behind_its_end)                         \
  X(peek_and_consume, a_queue_of_some)                       \
  X(peek_and_consume, a_queue_wanted_by_a_getter)            \
  X(peek_and_consume, a_full_queue_beside_a_sleeping_putter) \
  X(peek_and_consume, a_ring_behind_its_end)                 \
  X(peek_and_release, a_queue_of_some)                       \
  X(peek_and_release, a_queue_wanted_by_a_getter)            \
  X(peek_and_release, a_ring_behind_its_end)

KILL_PROGRAM(TABLE)
