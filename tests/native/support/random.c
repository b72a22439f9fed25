/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "random.h"

#include <string.h>

static uint64_t run_seed;

void random_set_seed(uint64_t seed) {
  run_seed = seed;
}

uint64_t random_seed(void) {
  return run_seed;
}

struct random random_start(uint64_t stream) {
  struct random random = {run_seed ^ (stream * UINT64_C(0xd1342543de82ef95))};
  return random;
}

/* splitmix64 */
uint64_t random_next(struct random *random) {
  uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

uint64_t random_below(struct random *random, uint64_t below) {
  return random_next(random) % below;
}

void random_bytes(struct random *random, void *bytes, size_t length) {
  uint8_t *next = bytes;
  while (length > 0) {
    const uint64_t word = random_next(random);
    const size_t part = length < sizeof word ? length : sizeof word;
    memcpy(next, &word, part);
    next += part;
    length -= part;
  }
}
