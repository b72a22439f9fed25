/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The systems that are measured: physical limits first, then shmq, then the others.
 */
#ifndef SHMQ_PEERS_SYSTEMS_H
#define SHMQ_PEERS_SYSTEMS_H

#include "system.h"

extern const struct system cache_line;
extern const struct system bare_futex;
extern const struct system memory_copy;
extern const struct system shmq_claimed_one_way;
extern const struct system shmq_claimed_round_trip;
extern const struct system shmq_one_by_one;
extern const struct system shmq_shared;
extern const struct system shmq_batches;
extern const struct system shmq_in_place;
extern const struct system pipe_system;
extern const struct system unix_socket;
extern const struct system message_queue;
extern const struct system boost_message_queue;
extern const struct system python_queue;
extern const struct system python_simple_queue;
extern const struct system python_manager_queue;

#endif
