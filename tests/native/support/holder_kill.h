/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is killed at every instruction from the one that took a lock to the one that let it go,
 * while others wait for that lock or come later. They go on; the message that was put is there or
 * not, the one that was got is gone or still there; all others are there, in order.
 */
#ifndef TEST_HOLDER_KILL_H
#define TEST_HOLDER_KILL_H

#include <shmq.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "queues.h"
#include "random.h"
#include "stepper.h"
#include "tracked_queue.h"
#include "worker.h"

enum end { PRODUCER, CONSUMER };

struct scene {
  const struct state *state;
  enum end end;
  struct tracked_queue tracked;
  struct tracked_message put_by_victim;
  shmq *victims_queue;
  uint8_t victims_bytes[SMALL_RING];
  struct victim victim;
  struct worker contender;
  struct random random;
};

/* What the victim finds. */
struct state {
  int64_t max_messages;
  uint64_t ring;
  void (*arrange)(struct scene *scene);
  size_t length;  /* of the message that a victim puts, or of the buffer into which it gets */
  bool contended; /* whether somebody else can put or get at the same time, without waiting */
  bool changes;   /* whether the victim's call, if it lives, puts or takes a message */
};

/* Runs a case: kills the holder of that end's lock in this state, at every instruction. */
void holder_kill(enum end end, const struct state *state);

/* States that are of use at both ends. */
void arrange_empty(struct scene *scene);
void arrange_some(struct scene *scene);
void arrange_full(struct scene *scene);

/* Another has died right behind its commit, with its counts behind it: the victim is killed in the
 * recovery. */
void arrange_dead_holder(struct scene *scene);

#endif
