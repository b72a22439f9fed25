/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SHMQ_SMALLER_H
#define SHMQ_SMALLER_H

#include <stdint.h>

static inline uint64_t smaller(uint64_t a, uint64_t b) {
  return a < b ? a : b;
}

#endif
