/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The memory that the coordinating process and the participants of one measurement share. Programs
 * in other languages map it too: all of it is words of 64 bits, at the offsets that the assertions
 * below state.
 *
 *   0      control         what the coordinator tells, 256 bytes
 *   256    participants    256 bytes each
 *   12544  accounts        a count and a sum, 16 bytes, by consumer and within it by producer
 *   18944  histograms      of one window each
 */
#ifndef SHMQ_PEERS_BOARD_H
#define SHMQ_PEERS_BOARD_H

#include <stdatomic.h>

#include "latency.h"
#include "setting.h"

#define WINDOWS_MAX 64
/* Producers and consumers, and two that a program may have besides. */
#define PARTICIPANTS_MAX (2 * PARTIES_MAX + 8)

struct control {
  _Atomic uint64_t stop;     /* 1: the producers are to end */
  _Atomic uint64_t window;   /* that latencies are recorded in, from 1; 0: in none */
  _Atomic uint64_t interval; /* between two round trips, in ns; told by who starts them */
  _Atomic uint64_t ended;    /* producers that have ended */
  uint64_t reserved[28];
};

struct participant {
  _Atomic uint64_t pid; /* not 0: it is ready for the start */
  _Atomic uint64_t sent;
  _Atomic uint64_t received;
  _Atomic uint64_t done; /* when it had its last message, in ns of CLOCK_MONOTONIC */
  char failure[224];     /* one sentence; empty: none */
};

struct total {
  uint64_t count;
  uint64_t sum;
};

struct board {
  struct control control;
  struct participant participants[PARTICIPANTS_MAX];
  struct total totals[PARTIES_MAX][PARTIES_MAX];
  struct histogram histograms[WINDOWS_MAX];
};

_Static_assert(offsetof(struct board, participants) == 256, "python.py has this offset");
_Static_assert(sizeof(struct participant) == 256, "python.py has this size");
_Static_assert(offsetof(struct board, totals) == 12544, "python.py has this offset");
_Static_assert(offsetof(struct board, histograms) == 18944, "python.py has this offset");

/* Returns 0, the board, and a descriptor of it for other programs, or a negative errno value. */
int open_board(struct board **board, int *descriptor);
void close_board(struct board *board, int descriptor);

#endif
