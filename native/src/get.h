/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Finding the oldest message, which every way to get begins with.
 */
#ifndef SHMQ_GET_H
#define SHMQ_GET_H

#include "handle.h"
#include "place.h"
#include "wait.h"

/* Takes the consumers' end and finds the oldest message there, waiting for both. Returns 0 with the
 * end taken and the message's place and length, or an error of shmq_get without the end. */
int get_begin(struct handle *handle, struct wait *wait, struct place *place, uint64_t *length);

/* By who has the end: true if memory is to be given back after it was given, as nothing is left. */
bool get_has_drained(const struct mapping *mapping);

/* After the end was given, or get_begin failed: wakes whom it concerns, and gives memory back. */
void get_end(struct handle *handle, bool has_taken, bool has_drained);

#endif
