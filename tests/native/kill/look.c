/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it only looks.
 */
#include "kill_table.h"

#define TABLE(X)                       \
  X(stat, a_queue_of_some)             \
  X(check, an_empty_queue)             \
  X(check, a_ring_behind_its_end)      \
  X(check, a_queue_wanted_by_a_putter) \
  X(check, a_queue_wanted_by_a_getter) \
  X(scan, a_queue_of_some)             \
  X(scan, a_ring_behind_its_end)       \
  X(scan, a_queue_wanted_by_a_getter)  \
  X(scan_of_a_claimed_end, a_queue_of_some)

KILL_PROGRAM(TABLE)
