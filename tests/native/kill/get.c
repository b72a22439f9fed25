/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed at the consumers' end.
 */
#include "kill_table.h"

#define TABLE(X)                                   \
  X(get, an_empty_queue)                           \
  X(get, a_queue_of_one)                           \
  X(get, a_queue_of_some)                          \
  X(get, a_queue_wanted_by_a_getter)               \
  X(get, a_queue_full_by_count)                    \
  X(get, a_queue_full_by_bytes)                    \
  X(get, a_full_queue_beside_a_sleeping_putter)    \
  X(get, a_ring_behind_its_end)                    \
  X(get, a_ring_behind_its_end_wanted_by_a_getter) \
  X(get_into_too_little, a_queue_of_some)

KILL_PROGRAM(TABLE)
