/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The messages of the storm: each says who sent it and proves that it is whole.
 */
#ifndef STORM_PARCEL_H
#define STORM_PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stands at the beginning of every message. */
struct parcel {
  uint32_t length; /* of the message, this struct included */
  uint32_t checksum;
  uint64_t sequence;    /* counts the producer's messages, those of its former lives included */
  uint32_t incarnation; /* of the producer */
  uint16_t producer;
  uint16_t witness;   /* another producer, of which the sender knew that ... */
  uint64_t witnessed; /* ... so many of its messages were in the queue before this one */
};

/* As producer: tells a consumer to leave. Never in the ledger. */
#define PARCEL_FAREWELL UINT16_MAX

/* Completes the message at `parcel`: fills what is behind the struct and seals it. */
void parcel_seal(struct parcel *parcel);

/* Whether the message is whole. It may be anything, of this length. */
bool parcel_is_whole(const void *message, size_t length);

#endif
