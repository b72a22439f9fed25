/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "systems.h"

static const struct system *const systems[] = {
    &cache_line,
    &bare_futex,
    &shmq_claimed_one_way,
    &shmq_claimed_round_trip,
    &shmq_one_by_one,
    &shmq_shared,
    &shmq_batches,
    &shmq_in_place,
    NULL,
};

const struct system *const *all_systems(void) {
  return systems;
}

const char *why_unavailable(const struct setting *setting) {
  return setting->system->unavailable == NULL ? NULL : setting->system->unavailable(setting);
}
