/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it repairs what another death has left.
 */
#include "kill_table.h"

#define TABLE(X)                                       \
  X(put, a_queue_with_a_put_uncounted)                 \
  X(put, a_queue_with_a_put_counted)                   \
  X(put, a_queue_with_a_put_behind_padding)            \
  X(put, a_queue_with_a_dead_putter_wanted_by_another) \
  X(get, a_queue_with_a_get_announced)                 \
  X(get, a_queue_with_a_get_uncounted)                 \
  X(get, a_queue_with_a_dead_getter_wanted_by_another)

KILL_PROGRAM(TABLE)
