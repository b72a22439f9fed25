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
  uint64_t creator_start;
  uint32_t creator_pid;
  uint32_t flags;
  int fd; /* attached for as long as it is open: see segment_attach */
  char path[OBJECT_PATH_MAX];
};

/* The bytes of the object on which open-file-description locks say who is there. The kernel drops
 * them with the last descriptor of their owner, however it dies. The bytes' content plays no part.
 */
enum presence_byte {
  PRESENCE_ATTACHED,       /* a read lock for every handle */
  PRESENCE_CLAIM_PRODUCER, /* a write lock for the handle that claimed the end */
  PRESENCE_CLAIM_CONSUMER,
};

/* Makes the whole object, and then gives it its name, by which it comes to exist for others. */
int segment_create(const char *name, const struct shmq_options *options, struct mapping *mapping);
int segment_publish(const struct mapping *mapping);

int segment_open(const char *name, struct mapping *mapping);
int segment_unlink(const char *name);

/* Is no longer attached, and removes the name if the queue wants that and nobody else is. */
void segment_leave(const struct mapping *mapping);

/* Leaves, unmaps and closes. */
void segment_close(struct mapping *mapping);

/* True if the segment says of itself what it said when it was mapped. */
bool segment_is_as_mapped(const struct mapping *mapping);

/* As segment_close for the child of a fork that could not attach in its own right: its descriptor
 * is its parent's too, which stays attached. */
void segment_abandon(struct mapping *mapping);

/* Opens the object once more, attached in its own right. Returns the descriptor, or -1: for the
 * child of a fork, which shares its parent's. */
int segment_attach_again(const struct mapping *mapping);

/* In the child: puts that descriptor in the place of its parent's, of which the mapping too is to
 * be made anew, since a mapping keeps alive what it was made from, and with it the parent's locks.
 * Returns false if it can not be. */
bool segment_adopt(const struct mapping *mapping, int fd);

/* Takes the write lock on that byte for this descriptor. Returns 0, or -EBUSY if another has it. */
int presence_claim(const struct mapping *mapping, enum presence_byte byte);
void presence_let_go(const struct mapping *mapping, enum presence_byte byte);

/* True if another descriptor than this one, of whatever living process, has a lock on that byte. */
bool presence_of_others(const struct mapping *mapping, enum presence_byte byte);

#endif
