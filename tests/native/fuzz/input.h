/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the fuzzer gives, taken byte by byte; zeros when it is used up.
 */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct input {
  const uint8_t *bytes;
  size_t left;
};

static inline uint8_t take_byte(struct input *input) {
  if (input->left == 0) {
    return 0;
  }
  input->left--;
  return *input->bytes++;
}

static inline uint64_t take_number(struct input *input, size_t bytes) {
  uint64_t number = 0;
  for (size_t i = 0; i < bytes; i++) {
    number = number << 8 | take_byte(input);
  }
  return number;
}

/* Mostly small, sometimes anything. */
static inline uint64_t take_length(struct input *input) {
  const uint8_t kind = take_byte(input);
  return kind < 128 ? kind : take_number(input, kind < 192 ? 2 : 3);
}

#endif
