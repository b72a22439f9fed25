/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A system that carries messages between processes: what the benchmark asks of each.
 *
 * The coordinating process opens the channels of a measurement, and removes their names at once:
 * whatever ends it, nothing is left. The participants inherit them. A channel goes one way, so that
 * a round trip has two. What a participant stores in a channel's struct is its own.
 */
#ifndef SHMQ_PEERS_SYSTEM_H
#define SHMQ_PEERS_SYSTEM_H

#include "content.h"
#include "setting.h"

#define BIT(number) (1U << (number))

enum role { SENDER, RECEIVER };

/* A program of its own, instead of the functions, takes part in the works: see python.h. */
struct program;

struct system {
  const char *name;
  const char *language;

  /* For each work a bit for each wait that it is measured with. None: not part of this work. */
  unsigned waits[WORKS];

  bool chooses_capacity;
  size_t only_bytes; /* the one size of messages that there is; 0: any */

  /* Why it cannot be measured here, as a sentence, or NULL if it can. May be NULL: it always can.
   * The text is static. */
  const char *(*unavailable)(const struct setting *setting);

  /* Returns 0 and the channel, or a negative errno value. */
  int (*open)(const struct setting *setting, void **channel);
  void (*close)(void *channel);

  /* Called by each participant before the start. May be NULL. */
  int (*attach)(void *channel, enum role role);

  /* Sends one or more of the source's messages, waiting for room. Returns 0 or a negative errno
   * value. */
  int (*send)(void *channel, struct source *source);

  /* Receives one or more messages into the sink, waiting for the first. Returns 0 or a negative
   * errno value. NULL: what was sent has been received. */
  int (*receive)(void *channel, struct sink *sink);

  const struct program *program; /* NULL: the functions above */
};

/* Returns the systems, NULL behind the last. */
const struct system *const *all_systems(void);

/* Returns why this cannot be measured here, as a sentence, or NULL if it can. */
const char *why_unavailable(const struct setting *setting);

#endif
