/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A program in another language that takes part in the works by itself: it maps the board, starts
 * producers and consumers, and does in its language what play.c and the works do in C.
 */
#ifndef SHMQ_PEERS_PROGRAM_H
#define SHMQ_PEERS_PROGRAM_H

#include "crew.h"

struct program {
  int extra_participants; /* besides producers and consumers */

  /* Replaces this process by the program. Returns if that fails. */
  void (*become)(const struct station *station);
};

#endif
