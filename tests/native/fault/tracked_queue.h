/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A queue and what must be in it.
 */
#ifndef TEST_TRACKED_QUEUE_H
#define TEST_TRACKED_QUEUE_H

#include <shmq.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"
#include "segment_view.h"

#define TRACKED_MOST 256
#define TRACKED_LONGEST 65536

struct tracked_message {
  size_t length;
  uint64_t id;
};

struct tracked_queue {
  int64_t max_messages;
  uint64_t ring;
  char name[NAME_SIZE];
  shmq *queue;
  struct segment *segment;
  struct tracked_message waiting[TRACKED_MOST];
  size_t first;
  size_t next;
  uint64_t last_id;
};

/* Creates the queue of the limits that are set, under a fresh name. */
void tracked_open(struct tracked_queue *tracked);
void tracked_close(struct tracked_queue *tracked);

/* A message that has not been used before, not yet expected. */
struct tracked_message tracked_new(struct tracked_queue *tracked, size_t length);

/* Another process has put the message, or taken the first. */
void tracked_expect(struct tracked_queue *tracked, struct tracked_message message);
struct tracked_message tracked_expect_gone(struct tracked_queue *tracked);

/* Puts a message, or gets the first, which must be what is expected. */
void tracked_put(struct tracked_queue *tracked, size_t length);
void tracked_get(struct tracked_queue *tracked);

/* Puts messages until there is no room. */
void tracked_fill(struct tracked_queue *tracked, size_t length);

/* Gets all: they must be those expected, and no more. */
void tracked_drain(struct tracked_queue *tracked);

/* How many there must be. */
size_t tracked_size(const struct tracked_queue *tracked);

/* Fills the empty queue and empties it: neither room nor count got lost. */
void tracked_expect_all_of_its_room(struct tracked_queue *tracked);

#endif
