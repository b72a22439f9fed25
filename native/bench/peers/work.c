/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "distance.h"
#include "machine.h"
#include "noise.h"
#include "system.h"
#include "works.h"

#define TRIES 4

typedef void work_function(struct crew *crew, const struct station *station, struct result *result);

static work_function *const functions[WORKS] = {
    [ONE_WAY] = measure_one_way,
    [ROUND_TRIP] = measure_round_trip,
    [MANY_TO_MANY] = measure_many_to_many,
    [IDLE] = measure_idle,
};

static void measure_on_board(const struct setting *setting, struct board *board, int descriptor,
                             struct result *result) {
  struct station station = {.setting = setting, .board = board, .descriptor = descriptor};
  const struct system *system = setting->system;
  int error = system->open == NULL ? 0 : system->open(setting, &station.there);
  if (error == 0 && setting->work == ROUND_TRIP && system->open != NULL) {
    error = system->open(setting, &station.back);
  }
  struct crew crew;
  if (error == 0) {
    error = open_crew(&crew, board, setting->patience, result->failure, sizeof result->failure);
  }
  if (error == 0) {
    functions[setting->work](&crew, &station, result);
    close_crew(&crew);
  } else {
    say_failure(result->failure, sizeof result->failure, "it could not be opened: error=%d (%s)",
                -error, strerror(-error));
  }
  if (station.there != NULL) {
    system->close(station.there);
  }
  if (station.back != NULL) {
    system->close(station.back);
  }
}

/* Measures once, with fresh processes. */
static void try_once(const struct setting *setting, struct result *result) {
  *result = (struct result){0};
  struct board *board;
  int descriptor;
  int error = open_board(&board, &descriptor);
  if (error < 0) {
    say_failure(result->failure, sizeof result->failure,
                "no memory to share with the participants: error=%d (%s), bytes=%zu", -error,
                strerror(-error), sizeof *board);
    return;
  }
  measure_on_board(setting, board, descriptor, result);
  close_board(board, descriptor);
}

/* What floats over all processors is one window from the first process to the last. Repeats it
 * until little else runs meanwhile, and otherwise keeps that in which least did. */
static void try_until_quiet(const struct setting *setting, struct result *result) {
  double least = INFINITY;
  int tries = 0;
  do {
    struct result other;
    struct usage begin = usage_of_all();
    try_once(setting, &other);
    struct usage end = usage_of_all();
    double noise = fabs(noise_between(&begin, &end, processors_allowed()));
    if (noise < least || other.failure[0] != '\0') {
      least = noise;
      *result = other;
    }
    tries++;
  } while (least >= NOISE_LIMIT && tries < TRIES && result->failure[0] == '\0');
  result->windows = 1;
  result->discarded_windows = tries - 1;
  result->noisy = least >= NOISE_LIMIT;
}

void measure(const struct setting *setting, struct result *result) {
  double before = measure_distance();
  if (setting->work == MANY_TO_MANY) {
    try_until_quiet(setting, result);
  } else {
    try_once(setting, result);
  }
  result->line_before_ns = before;
  result->line_after_ns = measure_distance();
}
