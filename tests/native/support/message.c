/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "message.h"

#include <string.h>

#include "random.h"

/* The word at `offset`: the number itself at 0, behind it words that depend on number, length and
 * place. */
static uint64_t word_at(size_t offset, size_t length, uint64_t id) {
  if (offset == 0) {
    return id;
  }
  struct random random = {(id << 20) ^ ((uint64_t)length << 40) ^ offset};
  return random_next(&random);
}

void message_fill(void *message, size_t length, uint64_t id) {
  uint8_t *bytes = message;
  for (size_t offset = 0; offset < length; offset += sizeof(uint64_t)) {
    const uint64_t word = word_at(offset, length, id);
    const size_t left = length - offset;
    memcpy(bytes + offset, &word, left < sizeof word ? left : sizeof word);
  }
}

bool message_is(const void *message, size_t length, uint64_t id) {
  const uint8_t *bytes = message;
  for (size_t offset = 0; offset < length; offset += sizeof(uint64_t)) {
    const uint64_t word = word_at(offset, length, id);
    const size_t left = length - offset;
    if (memcmp(bytes + offset, &word, left < sizeof word ? left : sizeof word) != 0) {
      return false;
    }
  }
  return true;
}

uint64_t message_id(const void *message) {
  uint64_t id;
  memcpy(&id, message, sizeof id);
  return id;
}
