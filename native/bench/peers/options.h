/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is to be measured, as the command line says.
 */
#ifndef SHMQ_PEERS_OPTIONS_H
#define SHMQ_PEERS_OPTIONS_H

#include "setting.h"

#define CHOICES_MAX 64

struct parties {
  int producers;
  int consumers;
};

struct options {
  const char *systems[CHOICES_MAX]; /* NULL behind the last; none: all */
  bool works[WORKS];
  bool waits[WAITS];
  size_t sizes[CHOICES_MAX]; /* of one-way messages; 0 behind the last */
  struct parties parties[CHOICES_MAX];
  uint64_t capacities[CHOICES_MAX]; /* of one-way queues; none: the usual ones */
  int rounds;
  double seconds;
  const char *json; /* file, "-" for standard output, or NULL */
  bool list;
  char command[1024]; /* all of it */
};

/* Ends the program, with a message, if the command line is none. */
void parse_options(int argc, char **argv, struct options *options);

#endif
