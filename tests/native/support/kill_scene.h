/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A queue in which a process is killed, as an experiment of kill_points.h: an operation in a state.
 *
 * The oracle is a log of all messages ever put, in the order of their commits. Right before the
 * kill, and so before anybody repairs, the segment is looked at: it says how many messages of the
 * log exist and how many are taken. From there on exactly those must come out, in order, whoever
 * asks for them; nothing may be lost of the room that the queue has.
 */
#ifndef TEST_KILL_SCENE_H
#define TEST_KILL_SCENE_H

#include <shmq.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kill_points.h"
#include "names.h"
#include "queues.h"
#include "ring_look.h"
#include "segment_view.h"
#include "worker.h"

#define LOG_MOST 2048
#define BYTES_MOST (UINT64_C(1) << 17)

/* Messages that an operation puts at most. */
#define PLANNED_MOST 64

struct message {
  size_t length;
  uint64_t id;
};

struct scene;

/* What the victim's call does if nobody kills it. */
struct outcome {
  int64_t result;
  uint64_t puts;
  uint64_t gets; /* messages taken or dropped */
  size_t nth;    /* the first of them is this one of the queue, counted from 0 */
  uint64_t done;
  uint32_t shutdown; /* how far the queue is shut down then */
  int claims_before; /* ends that the victim has claimed before the call */
  int claims;        /* and behind it */
};

/* What the victim does. */
struct operation {
  /* In the test: what is to come of it in this scene; plans the messages that it puts. */
  struct outcome (*plan)(struct scene *scene);
  void (*prepare)(struct scene *scene); /* in the victim, at full speed; may be NULL */
  int64_t (*run)(struct scene *scene);  /* in the victim, killed everywhere */
};

/* Who else there is. A contender asks for the lock of the victim's end when the victim stands, and
 * gets it at the latest when the victim is dead. */
enum peer {
  NOBODY,
  SLEEPING_GETTER,
  SLEEPING_PUTTER,
  SLEEPING_JOINER,
  CONTENDING_GETTER,
  CONTENDING_PUTTER
};

/* What the victim finds. */
struct state {
  int64_t max_messages; /* of the queue */
  uint64_t ring;
  size_t length; /* of the messages that the victim puts */
  bool full;     /* there is no room for one of them */
  enum peer peer;
  void (*arrange)(struct scene *scene);
};

struct subject {
  const struct operation *operation;
  const struct state *state;
};

/* What is compared to see whether something has changed that matters to others. Of a ring that is
 * not small only the word at the tail, the place of every commit: all else that is written there is
 * out of reach, and there is much of it. */
struct snapshot {
  uint8_t header[HEADER_SIZE];
  uint8_t ring[SMALL_RING];
};

struct scene {
  struct death death;
  const struct operation *operation;
  const struct state *state;
  char name[NAME_SIZE];
  shmq *queue;             /* the test's */
  struct segment *segment; /* to see what changes */
  int object;              /* for looks */
  struct message log[LOG_MOST];
  size_t logged;
  size_t taken; /* of the log */
  uint64_t last_id;
  struct message planned[PLANNED_MOST];
  size_t plans;
  struct outcome outcome;
  struct look before; /* the victim */
  struct look after;  /* it, and before the others went on */
  struct worker peer;
  uint64_t peers_id;
  uint64_t position;    /* of the message that the victim is to remove */
  bool peer_first;      /* the contender was done before the victim died */
  struct snapshot seen; /* by `changes`, the last time */
  int64_t *result;      /* of the victim's call; shared with it */
  shmq *victims_queue;  /* in the victim alone */
};

/* Room for the bytes of messages; each process has its own. */
extern uint8_t message_bytes[BYTES_MOST];

extern const struct experiment scene_experiment;

/* --- for states and operations, in the test --- */

/* Puts a message, or takes the next of the log. */
void scene_put(struct scene *scene, size_t length);
void scene_get(struct scene *scene);

/* Puts messages until there is no room. */
void scene_fill(struct scene *scene, size_t length);
void scene_drain(struct scene *scene);

size_t scene_size(const struct scene *scene);

/* Moves the ends of the empty queue to `offset`, without crossing the ring's end. */
void scene_steer(struct scene *scene, uint64_t offset);

/* Removes the nth of the log that is in the queue, counted from 0. */
void scene_remove(struct scene *scene, size_t nth);

/* The position of the nth message in the queue, counted from 0. */
uint64_t scene_position(const struct scene *scene, size_t nth);

/* The victim is to put so many messages of the state's length. */
void scene_plan_puts(struct scene *scene, size_t count);

/* Another process begins the operation and is killed behind the first instruction that makes the
 * condition true. */
void scene_die_before(struct scene *scene, const struct operation *operation,
                      bool (*condition)(const struct look *look));

#endif
