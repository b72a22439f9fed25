/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The shared-memory object: made whole before it has a name, checked before it is mapped.
 */
#ifndef SHMQ_SEGMENT_H
#define SHMQ_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "layout.h"
#include "shmq.h"

#define OBJECT_DIRECTORY "/dev/shm"
#define OBJECT_PATH_MAX (sizeof OBJECT_DIRECTORY "/shmq." + SHMQ_NAME_MAX)

/* This process's mapping of a segment, with copies of what its identity says: nothing here is read
 * from shared memory again. */
struct mapping {
  struct segment *segment;
  uint64_t ring_size;    /* bytes, a power of two */
  uint64_t offset_mask;  /* position & offset_mask: the place in the ring, 8-byte aligned */
  uint64_t max_messages; /* 0: no limit */
  uint32_t flags;
  int fd; /* holds a shared flock for as long as somebody is attached through it */
  char path[OBJECT_PATH_MAX];
};

int segment_create(const char *name, const struct shmq_options *options, struct mapping *mapping);
int segment_open(const char *name, struct mapping *mapping);
int segment_unlink(const char *name);

/* Unmaps, closes, and removes the name if the queue wants that and nobody else is attached. */
void segment_close(struct mapping *mapping);

/* Opens the object once more, attached in its own right. Returns the descriptor, or -1: for the
 * child of a fork, which shares its parent's. */
int segment_attach_again(const struct mapping *mapping);

#endif
