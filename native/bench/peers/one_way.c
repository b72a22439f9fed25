/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "system.h"
#include "windows.h"
#include "works.h"

void measure_one_way(struct crew *crew, const struct station *station, struct result *result) {
  const struct setting *setting = station->setting;
  if (!hire_players(crew, station, play_producer, play_consumer, true) ||
      !start_play(crew, setting)) {
    return;
  }
  int counting = setting->system->receive == NULL && setting->system->program == NULL ? 0 : 1;
  const struct participant *progress = &station->board->participants[counting];
  if (measure_windows(crew, progress, setting->seconds, result)) {
    end_play(crew, setting);
  }
}
