/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A second look at a segment, past the library: to see where in a call a process stands, to steer a
 * queue to a place of its ring, and to damage it.
 */
#ifndef TEST_SEGMENT_VIEW_H
#define TEST_SEGMENT_VIEW_H

#include <shmq.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "layout.h"

/* Maps the queue's segment, whole. */
struct segment *segment_map(const char *name);
void segment_unmap(struct segment *segment);

/* The thread that holds the mutex, or 0. */
pid_t mutex_owner(const struct segment *segment, const pthread_mutex_t *mutex);

/* Where in the ring the next record goes, and where the oldest is: bytes from its beginning. */
uint64_t tail_offset(const struct segment *segment);
uint64_t head_offset(const struct segment *segment);

/* Whether the record at `position` has been committed. */
bool committed_at(const struct segment *segment, uint64_t position);

/* Moves the empty queue's ends to `offset`, a multiple of 8, by messages put and taken. */
void steer(shmq *queue, const struct segment *segment, uint64_t offset);

#endif
