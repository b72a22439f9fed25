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
  X(put, a_queue_with_puts_uncounted)                  \
  X(put, a_queue_with_a_claimed_put_uncounted)         \
  X(put, a_queue_with_a_dead_putter_wanted_by_another) \
  X(put_many, a_queue_with_puts_uncounted)             \
  X(reserve_and_commit, a_queue_with_puts_uncounted)   \
  X(claim, a_queue_with_puts_uncounted)                \
  X(claim, a_queue_with_a_claimed_put_uncounted)       \
  X(claimed_put, a_queue_with_a_put_uncounted)         \
  X(shutdown, a_queue_with_puts_uncounted)             \
  X(immediate_shutdown, a_queue_with_a_get_announced)  \
  X(check, a_queue_with_puts_uncounted)                \
  X(check, a_queue_with_gets_uncounted)                \
  X(scan, a_queue_with_a_get_uncounted)                \
  X(scan, a_queue_with_a_claimed_get_uncounted)        \
  X(get, a_queue_with_a_get_announced)                 \
  X(get, a_queue_with_a_get_uncounted)                 \
  X(get, a_queue_with_gets_announced)                  \
  X(get, a_queue_with_gets_uncounted)                  \
  X(get, a_queue_with_a_claimed_get_uncounted)         \
  X(get_many, a_queue_with_gets_announced)             \
  X(peek_and_consume, a_queue_with_a_get_uncounted)    \
  X(claimed_get, a_queue_with_gets_announced)          \
  X(get, a_queue_with_a_dead_getter_wanted_by_another)

KILL_PROGRAM(TABLE)
