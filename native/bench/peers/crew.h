/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The processes that take part in one measurement. They are fresh ones, start together, and do not
 * outlive the coordinating process.
 */
#ifndef SHMQ_PEERS_CREW_H
#define SHMQ_PEERS_CREW_H

#include <sys/types.h>

#include "board.h"

struct program;

/* A participant's place. */
struct station {
  const struct setting *setting;
  struct board *board;
  struct participant *self;
  int number; /* among its kind, from 0 */
  void *there;
  void *back;     /* of a round trip */
  int descriptor; /* of the board */
  int gate;       /* closed at the start */
};

typedef void part(const struct station *station);

struct crew {
  struct board *board;
  double patience; /* seconds */
  int gate[2];
  int count;
  pid_t pids[PARTICIPANTS_MAX];
  bool leads_group[PARTICIPANTS_MAX];
  bool ended[PARTICIPANTS_MAX];
  char *failure; /* filled in by the first thing that goes wrong */
  size_t failure_size;
};

/* Returns 0 or a negative errno value. */
int open_crew(struct crew *crew, struct board *board, double patience, char *failure,
              size_t failure_size);

/* Forks a participant that plays `play` and ends. Returns 0 or a negative errno value. */
int hire(struct crew *crew, const struct station *station, part *play, int processor);

/* Forks a participant that becomes another program, and leads a process group, which is the crew's
 * as well. `run` gets the station with its gate, and both descriptors stay open. Returns 0 or a
 * negative errno value. */
int hire_program(struct crew *crew, const struct station *station, const struct program *program);

/* Waits until so many are at the start, and starts them. Returns false if that went wrong. */
bool start_crew(struct crew *crew, int participants);

/* Returns false if one of them has failed. */
bool crew_is_well(struct crew *crew);

/* What the participants from `first` on, so many, have received all together. */
uint64_t received_by(const struct participant *first, int count);

/* Waits until they have received more than `seen`. Returns false if one failed, or nothing came. */
bool await_message(struct crew *crew, const struct participant *first, int count, uint64_t seen);

/* Waits until all have ended by themselves. Returns false if one failed, or they did not end. */
bool end_crew(struct crew *crew);

/* Kills who is left. */
void close_crew(struct crew *crew);

/* Says why a measurement failed, unless that was said before. */
void say_failure(char *failure, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* --- for participants --- */

/* Says that it is ready, and waits for the start. */
void await_start(const struct station *station);

/* Ends the participant, which has failed. */
_Noreturn void give_up(const struct station *station, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Ends it if `result`, of what it did, is an error. */
void must(const struct station *station, const char *what, int result);

#endif
