/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lets producers and consumers play a scene, kills and stops them at random times, brings the dead
 * back in their next incarnation, and checks what came of it.
 */
#ifndef STORM_DIRECTOR_H
#define STORM_DIRECTOR_H

#include <stddef.h>
#include <stdint.h>

#include "stage.h"

struct cast {
  size_t producers;
  size_t consumers;
  int64_t duration_ns;
};

/* Plays the scene, prints one line of figures, and fails if anything was wrong. */
void direct(const struct scene *scene, const struct cast *cast);

#endif
