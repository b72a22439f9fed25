/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The queues of Python's multiprocessing: python.py takes part, in processes of its own.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine.h"
#include "program.h"
#include "systems.h"

#define SCRIPT "shmq-bench-peers.py"

static bool is_on_path(const char *program) {
  const char *path = getenv("PATH");
  while (path != NULL && *path != '\0') {
    size_t length = strcspn(path, ":");
    char file[PATH_MAX];
    int written = snprintf(file, sizeof file, "%.*s/%s", (int)length, path, program);
    if (written < (int)sizeof file && access(file, X_OK) == 0) {
      return true;
    }
    path += length + (path[length] == ':');
  }
  return false;
}

static const char *unavailable(const struct setting *setting) {
  (void)setting;
  if (!is_on_path("python3")) {
    return "no python3 is on the PATH";
  }
  const char *script = beside_program(SCRIPT);
  return script == NULL || access(script, R_OK) != 0 ? SCRIPT " is not beside this program" : NULL;
}

static void become_python(const struct station *station) {
  const struct setting *setting = station->setting;
  char numbers[7][24];
  int values[7] = {(int)setting->bytes, setting->producers,  setting->consumers, processors[0],
                   processors[1],       station->descriptor, station->gate};
  for (int i = 0; i < 7; i++) {
    snprintf(numbers[i], sizeof numbers[i], "%d", values[i]);
  }
  char python[] = "python3";
  char isolated[] = "-I";  /* from what the environment says */
  char unwritten[] = "-B"; /* no files of compiled code */
  char name[64];
  char work[16];
  snprintf(name, sizeof name, "%s", setting->system->name);
  snprintf(work, sizeof work, "%s", work_names[setting->work]);
  static char script[PATH_MAX];
  snprintf(script, sizeof script, "%s", beside_program(SCRIPT));
  char *arguments[] = {python,     isolated,   unwritten,  script,     name,
                       work,       numbers[0], numbers[1], numbers[2], numbers[3],
                       numbers[4], numbers[5], numbers[6], NULL};
  execvp(python, arguments);
}

/* The process that started the others; and the manager's. */
static const struct program with_parent = {.extra_participants = 1, .become = become_python};
static const struct program with_manager = {.extra_participants = 2, .become = become_python};

#define PYTHON_WAITS                                                                \
  {                                                                                 \
    [ONE_WAY] = BIT(SLEEP), [ROUND_TRIP] = BIT(SLEEP), [MANY_TO_MANY] = BIT(SLEEP), \
    [IDLE] = BIT(SLEEP)                                                             \
  }

const struct system python_queue = {
    .name = "multiprocessing.Queue",
    .language = "Python",
    .waits = PYTHON_WAITS,
    .unavailable = unavailable,
    .program = &with_parent,
};

const struct system python_simple_queue = {
    .name = "multiprocessing.SimpleQueue",
    .language = "Python",
    .waits = PYTHON_WAITS,
    .unavailable = unavailable,
    .program = &with_parent,
};

const struct system python_manager_queue = {
    .name = "Manager().Queue()",
    .language = "Python",
    .waits = PYTHON_WAITS,
    .unavailable = unavailable,
    .program = &with_manager,
};
