/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "systems.h"

static const struct system *const systems[] = {
    &cache_line,
    &bare_futex,
    &memory_copy,
    &shmq_claimed_one_way,
    &shmq_claimed_round_trip,
    &shmq_one_by_one,
    &shmq_shared,
    &shmq_batches,
    &shmq_in_place,
    &pipe_system,
    &unix_socket,
    &message_queue,
    &boost_message_queue,
    &python_queue,
    &python_simple_queue,
    &python_manager_queue,
    NULL,
};

const struct system *const *all_systems(void) {
  return systems;
}

const char *why_unavailable(const struct setting *setting) {
  return setting->system->unavailable == NULL ? NULL : setting->system->unavailable(setting);
}
