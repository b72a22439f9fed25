/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed while it takes memory for the ring or gives it back.
 */
#include "kill_table.h"

#define TABLE(X)                                \
  X(put, a_ring_short_of_memory)                \
  X(put_many, a_ring_short_of_memory)           \
  X(put_many, a_batch_short_of_memory)          \
  X(reserve_and_commit, a_ring_short_of_memory) \
  X(reserve_and_abort, a_ring_short_of_memory)  \
  X(claimed_put, a_ring_short_of_memory)        \
  X(get, the_last_of_a_burst)                   \
  X(get_many, the_last_of_a_burst)              \
  X(peek_and_consume, the_last_of_a_burst)      \
  X(claimed_get, the_last_of_a_burst)           \
  X(immediate_shutdown, the_last_of_a_burst)    \
  X(get, the_rest_of_a_burst)                   \
  X(put, the_rest_of_a_burst)                   \
  X(claimed_put, the_rest_of_a_burst)           \
  X(put, a_ring_with_memory_half_reserved)      \
  X(check, a_ring_with_memory_half_reserved)    \
  X(put, a_ring_with_memory_half_given_back)    \
  X(get, a_ring_with_memory_half_given_back)

KILL_PROGRAM(TABLE)
