/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "parcel.h"

#include <string.h>

#include "message.h"

_Static_assert(sizeof(struct parcel) == 32, "no bytes that nobody writes");

static uint64_t mix(uint64_t sum, uint64_t word) {
  sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
  return sum ^ (sum >> 29);
}

static uint32_t checksum_of(const struct parcel *parcel, const uint8_t *body, size_t length) {
  struct parcel head = *parcel;
  uint64_t sum = length;
  uint64_t word;
  head.checksum = 0;
  for (size_t offset = 0; offset < sizeof head; offset += sizeof word) {
    memcpy(&word, (const uint8_t *)&head + offset, sizeof word);
    sum = mix(sum, word);
  }
  for (size_t offset = 0; offset < length; offset += sizeof word) {
    const size_t left = length - offset;
    word = 0;
    memcpy(&word, body + offset, left < sizeof word ? left : sizeof word);
    sum = mix(sum, word);
  }
  return (uint32_t)(sum ^ (sum >> 32));
}

void parcel_seal(struct parcel *parcel) {
  uint8_t *body = (uint8_t *)(parcel + 1);
  const size_t length = parcel->length - sizeof *parcel;
  message_fill(body, length, parcel->sequence ^ ((uint64_t)parcel->producer << 48));
  parcel->checksum = checksum_of(parcel, body, length);
}

bool parcel_is_whole(const void *message, size_t length) {
  struct parcel head;
  if (length < sizeof head) {
    return false;
  }
  memcpy(&head, message, sizeof head);
  return head.length == length &&
         head.checksum ==
             checksum_of(&head, (const uint8_t *)message + sizeof head, length - sizeof head);
}
