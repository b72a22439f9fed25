/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * An actor in one of its lives: what producers and consumers have in common.
 */
#ifndef STORM_PLAYER_H
#define STORM_PLAYER_H

#include <shmq.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "clock.h"
#include "random.h"
#include "stage.h"

/* A call may come back so much too late, on a busy machine. */
#define LATENESS (5 * SECOND)

struct player {
  struct actor *actor;
  struct stage *stage;
  struct ledger *ledger;
  struct hand *hand; /* of a consumer */
  shmq *queue;
  struct random random;
  bool leaving;
};

void player_enter(struct player *player, struct actor *actor);
void player_leave(struct player *player);

/* --- what it does --- */

struct operation {
  unsigned weight; /* how often, beside the others */
  void (*run)(struct player *player);
};

/* Runs one of the operations. */
void player_act(struct player *player, const struct operation *operations, size_t count);

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The most messages that a call puts or gets. */
#define MOST_AT_ONCE 16

/* Operations of both roles. */
void look_at_size(struct player *player);
void look_at_figures(struct player *player);
void check_all(struct player *player);
void open_again(struct player *player);

/* Claims the end of its role, does some of the operations, and lets it go; in scenes with claims.
 */
void claim_and_act(struct player *player, const struct operation *operations, size_t count);

/* A time that ends soon; none, one that ends soon, or for ever. */
int64_t short_timeout(struct player *player);
int64_t any_timeout(struct player *player);

/* Rests for up to `most` nanoseconds. */
void pause_below(struct player *player, int64_t most);

/* --- its calls --- */

struct call {
  const char *name;
  int64_t timeout_ns;
  struct stopwatch watch;
  int64_t stopped_ns; /* of the actor, before */
};

struct call call_begin(struct player *player, const char *name, int64_t timeout_ns);

/* The call is over: notes if it was untimely, or if the result is an error other than those that a
 * call with this timeout may give. Returns the result. */
ssize_t call_end(struct player *player, const struct call *call, ssize_t result);

/* Notes if the result of a call that does not wait is another. */
void expect(struct player *player, const char *name, ssize_t result, ssize_t expected);

#endif
