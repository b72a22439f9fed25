/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Messages whose content follows from a number and their length, so that a lost, doubled, exchanged
 * or torn one is seen.
 */
#ifndef TEST_MESSAGE_H
#define TEST_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Messages at least this long carry their number. */
#define MESSAGE_ID_LENGTH sizeof(uint64_t)

void message_fill(void *message, size_t length, uint64_t id);
bool message_is(const void *message, size_t length, uint64_t id);

/* Returns the number that a message carries. */
uint64_t message_id(const void *message);

#endif
