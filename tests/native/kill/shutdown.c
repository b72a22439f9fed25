/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it shuts the queue down, or deals with the tasks in it.
 */
#include "kill_table.h"

#define TABLE(X)                                                 \
  X(shutdown, an_empty_queue_beside_a_sleeping_getter)           \
  X(shutdown, a_queue_of_some)                                   \
  X(shutdown, a_queue_wanted_by_a_putter)                        \
  X(shutdown, a_full_queue_beside_a_sleeping_putter)             \
  X(shutdown, a_ring_behind_its_end)                             \
  X(immediate_shutdown, an_empty_queue_beside_a_sleeping_getter) \
  X(immediate_shutdown, an_empty_queue_beside_a_sleeping_joiner) \
  X(immediate_shutdown, a_queue_of_some)                         \
  X(immediate_shutdown, a_queue_wanted_by_a_putter)              \
  X(immediate_shutdown, a_full_queue_beside_a_sleeping_putter)   \
  X(immediate_shutdown, a_ring_behind_its_end)                   \
  X(immediate_shutdown, a_queue_half_shut)                       \
  X(task_done, a_queue_of_some)                                  \
  X(task_done, an_empty_queue_beside_a_sleeping_joiner)

KILL_PROGRAM(TABLE)
