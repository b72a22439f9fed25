/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "stream.h"
#include "systems.h"

#define LIMIT_FILE "/proc/sys/fs/pipe-max-size"

static const char *unavailable(const struct setting *setting) {
  unsigned long long limit = 0;
  FILE *file = fopen(LIMIT_FILE, "re");
  if (file != NULL) {
    if (fscanf(file, "%llu", &limit) != 1) {
      limit = 0;
    }
    fclose(file);
  }
  static char reason[128];
  snprintf(reason, sizeof reason,
           "pipes have no more than %llu bytes here (" LIMIT_FILE
           "); greater capacities are left out",
           limit);
  return setting->capacity > limit ? reason : NULL;
}

static int open_pipe(const struct setting *setting, void **channel) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return -errno;
  }
  if (fcntl(ends[1], F_SETPIPE_SZ, (int)setting->capacity) < 0) {
    int error = -errno;
    close(ends[0]);
    close(ends[1]);
    return error;
  }
  return open_stream(setting, ends[0], ends[1], channel);
}

/* Messages of 64 bytes are written and read as a whole, also by several processes. */
const struct system pipe_system = {
    .name = "pipe",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SLEEP),
              [ROUND_TRIP] = BIT(SPIN) | BIT(SLEEP),
              [MANY_TO_MANY] = BIT(SLEEP),
              [IDLE] = BIT(SLEEP)},
    .chooses_capacity = true,
    .unavailable = unavailable,
    .open = open_pipe,
    .close = close_stream,
    .send = send_to_stream,
    .receive = receive_from_stream,
};
