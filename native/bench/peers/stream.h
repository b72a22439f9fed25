/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Messages over a stream of bytes, each in one write. All have one length, so that they need no
 * frames. Who reads takes as much as there is in one read.
 */
#ifndef SHMQ_PEERS_STREAM_H
#define SHMQ_PEERS_STREAM_H

#include "system.h"

/* Makes a channel of the two descriptors, which it then owns, also if that fails. Returns 0 or a
 * negative errno value. */
int open_stream(const struct setting *setting, int input, int output, void **channel);
void close_stream(void *channel);
int send_to_stream(void *channel, struct source *source);
int send_bytes_to_stream(void *channel, const void *message);
int receive_from_stream(void *channel, struct sink *sink);

#endif
