/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The measurements of one round, in order.
 */
#ifndef SHMQ_PEERS_PLAN_H
#define SHMQ_PEERS_PLAN_H

#include "options.h"

struct plan {
  struct setting *settings;
  size_t count;
  size_t room;
};

/* Those of what the options choose that can be measured here. Ends the program if there is no
 * memory. */
void make_plan(const struct options *options, struct plan *plan);
void free_plan(struct plan *plan);

/* Calls `tell` for each chosen system that cannot be measured here, or not at some size. */
void tell_unavailable(const struct options *options,
                      void (*tell)(void *context, const struct system *system, const char *reason),
                      void *context);

#endif
