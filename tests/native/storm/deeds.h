/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the director does to the actors.
 */
#ifndef STORM_DEEDS_H
#define STORM_DEEDS_H

#include <shmq.h>
#include <stdint.h>

#include "random.h"
#include "troupe.h"

struct deed {
  struct troupe *troupe;
  shmq *queue;          /* the director's own */
  struct random random; /* of this deed: the deeds of one seed are the same ones */
  int64_t end;          /* of the scene */
};

/* Kills some, or stops one, lets it go on and meanwhile sees that others' calls keep their time. */
void do_deed(struct deed *deed);

/* Rests for up to `most` nanoseconds. */
void rest(struct deed *deed, int64_t most);

#endif
