/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Queues for tests: made under a fresh name, or not at all.
 */
#ifndef TEST_QUEUES_H
#define TEST_QUEUES_H

#include <shmq.h>
#include <stdint.h>

#include "names.h"

/* The least ring: wraps soon. */
#define SMALL_RING 4096

/* Creates a queue of a fresh name and opens it. */
shmq *queue_create(char name[NAME_SIZE], int64_t max_messages, uint64_t max_bytes);

/* Opens a queue that must be there. */
shmq *queue_open(const char *name);

/* Closes it and removes its name. */
void queue_destroy(shmq *queue, const char *name);

/* Puts message `id` of `length` bytes, and gets the one that must be it, without waiting. */
void put_message(shmq *queue, size_t length, uint64_t id);
void get_message(shmq *queue, size_t length, uint64_t id);

/* Checks that a batch, packed as by shmq_get_many, is `count` messages from number `first` on.
 * Returns how many bytes it has. */
size_t check_messages(const uint8_t *batch, const uint32_t *lengths, ssize_t count, uint64_t first);

#endif
