/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the processes of a scene share: the queue and its traffic, and the actors, that is, the
 * producers and consumers, each through all its incarnations.
 */
#ifndef STORM_STAGE_H
#define STORM_STAGE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger.h"
#include "metronome.h"
#include "names.h"
#include "random.h"

struct scene {
  uint64_t number; /* tells the scenes' random numbers apart */
  int64_t max_messages;
  uint64_t ring;
  size_t longest; /* of the messages */
  int64_t spin_ns;
  int64_t most_put_pause_ns; /* between two calls */
  int64_t most_get_pause_ns;
  int64_t high_water; /* producers rest when so many messages wait, until the queue is drained; 0:
                         they never rest */
  bool patient;    /* whoever waits does so for ever, so that nobody comes to see what was missed */
  bool claims;     /* ends are claimed now and then: any call at them may give -EBUSY */
  bool shuts_down; /* it ends with a shutdown of the queue that is still in use */
  bool busy;       /* locks are held so often that some stop must catch a holder */
};

enum role { PRODUCER, CONSUMER };

struct actor {
  _Alignas(128) struct stage *stage;
  enum role role;
  size_t number; /* among those of its role */
  uint64_t incarnation;
  _Atomic uint64_t moved; /* messages put, or got */
  _Atomic uint64_t calls; /* calls begun */
  _Atomic uint64_t tasks_done;
  _Atomic bool has_claimed;   /* the end of its role, for certain */
  _Atomic uint64_t claims;    /* claims made */
  _Atomic int64_t stopped_ns; /* time that it was kept stopped in all */
  _Atomic int64_t latest_ns;  /* how late a call came back, at worst */
};

struct stage {
  struct scene scene;
  char name[NAME_SIZE]; /* of the queue */
  struct ledger *ledger;
  struct metronome metronome;
  size_t producers;
  size_t consumers;
  _Atomic bool finish;        /* producers are to leave */
  _Atomic bool shuts_down;    /* the queue may be shut down */
  _Atomic uint64_t farewells; /* put */
  _Atomic bool ebb;           /* producers rest */
  struct actor actors[MOST_ACTORS];
};

/* The random numbers of one life of an actor, or of the director's `count`-th deed. */
static inline struct random life_random(const struct actor *actor) {
  return random_start((actor->stage->scene.number << 56) | (UINT64_C(1) << 48) |
                      ((uint64_t)actor->role << 44) | ((uint64_t)actor->number << 40) |
                      actor->incarnation);
}

static inline struct random deed_random(const struct stage *stage, uint64_t count) {
  return random_start((stage->scene.number << 56) | count);
}

/* Lives of processes: they run until they are killed, or told to leave. */
void produce(void *actor);
void consume(void *actor);

#endif
