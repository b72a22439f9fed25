/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The processes that play the actors: they are started, killed and stopped here.
 */
#ifndef STORM_TROUPE_H
#define STORM_TROUPE_H

#include <shmq.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "figures.h"
#include "random.h"
#include "segment_view.h"
#include "stage.h"

/* An actor's process. */
struct part {
  struct actor *actor;
  pid_t pid; /* 0: it is dead */
};

struct troupe {
  struct stage *stage;
  struct segment *segment;
  struct part parts[MOST_ACTORS]; /* first the producers */
  size_t count;
  struct figures figures;
};

/* The parts of one role, and how many there are, and of them alive. */
struct part *parts_of(struct troupe *troupe, enum role role);
size_t count_of(const struct troupe *troupe, enum role role);
size_t living(struct troupe *troupe, enum role role);

/* How many messages those of the role have put or got. */
uint64_t moved(struct troupe *troupe, enum role role);

/* Begins the next life of all that are dead. */
void start_the_dead(struct troupe *troupe);
void kill_part(struct troupe *troupe, struct part *part);

/* Fails if one has left the stage unasked. */
void expect_all_alive(struct troupe *troupe);

/* One that lives. */
struct part *choose_part(struct troupe *troupe, struct random *random);

/* Whether it holds that end, or any, by its lock or a claim. */
bool holds(const struct troupe *troupe, const struct part *part, enum role role);
bool holds_any(const struct troupe *troupe, const struct part *part);

/* One that holds a lock at this moment, if one is seen within a short time; else NULL. */
struct part *spot_holder(struct troupe *troupe);

/* Stops it, and returns the time since when it is stopped. */
int64_t stop_part(const struct part *part);
void let_go_on(const struct part *part, int64_t since);

/* Stops one after the other until one is stopped that holds a lock. Returns which, or NULL. */
struct part *catch_holder(struct troupe *troupe, struct random *random, int64_t *since);

/* Whether what it holds is in between two states: a message that is in the queue and not counted,
 * one that is out and not counted, or one that is about to be removed. */
bool is_halfway(const struct troupe *troupe, const struct part *part);

/* Begins to trace a stopped one, which is then to be killed. Returns false where that is not
 * allowed. */
bool trace(const struct part *part);

/* Takes a traced one instruction by instruction, while it holds a lock: up to `most` of them, or to
 * where it is halfway. */
void step(const struct troupe *troupe, const struct part *part, uint64_t most);
void step_to_halfway(const struct troupe *troupe, const struct part *part);

const char *role_name(enum role role);

#endif
