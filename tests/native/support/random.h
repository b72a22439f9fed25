/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Pseudo-random numbers: a test prints its seed and repeats with it.
 */
#ifndef TEST_RANDOM_H
#define TEST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
  uint64_t state;
};

/* A generator for this run: from the seed that SHMQ_TEST_SEED or --seed gives, else from the clock.
 * Runs of one seed and one `stream` are equal. */
struct random random_start(uint64_t stream);

uint64_t random_next(struct random *random);

/* Returns a number from 0 to below - 1. */
uint64_t random_below(struct random *random, uint64_t below);

void random_bytes(struct random *random, void *bytes, size_t length);

/* Chooses the seed of this program's run. */
void random_set_seed(uint64_t seed);
uint64_t random_seed(void);

#endif
