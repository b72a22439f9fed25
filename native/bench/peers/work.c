/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "distance.h"
#include "machine.h"
#include "program.h"
#include "system.h"
#include "works.h"

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
    error = open_crew(&crew, board, result->failure, sizeof result->failure);
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

void measure(const struct setting *setting, struct result *result) {
  *result = (struct result){.line_before_ns = measure_distance()};
  struct board *board;
  int descriptor;
  int error = open_board(&board, &descriptor);
  if (error == 0) {
    measure_on_board(setting, board, descriptor, result);
    close_board(board, descriptor);
  } else {
    say_failure(result->failure, sizeof result->failure,
                "no memory to share with the participants: error=%d (%s), bytes=%zu", -error,
                strerror(-error), sizeof *board);
  }
  result->line_after_ns = measure_distance();
}
