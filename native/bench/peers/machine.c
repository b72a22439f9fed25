/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "machine.h"

#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

int processors[2];

static cpu_set_t allowed;

bool find_processors(void) {
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
    return false;
  }
  int found = 0;
  for (int i = 0; i < CPU_SETSIZE && found < 2; i++) {
    if (CPU_ISSET((size_t)i, &allowed)) {
      processors[found++] = i;
    }
  }
  return found == 2;
}

void pin(int processor) {
  cpu_set_t set = allowed;
  if (processor != ANY_PROCESSOR) {
    CPU_ZERO(&set);
    CPU_SET((size_t)processor, &set);
  }
  sched_setaffinity(0, sizeof set, &set);
}

int processors_allowed(void) {
  return CPU_COUNT(&allowed);
}

bool processor_is_allowed(int processor) {
  return processor >= 0 && processor < CPU_SETSIZE && CPU_ISSET((size_t)processor, &allowed);
}

const char *processor_model(void) {
  static char model[128];
  FILE *file = fopen("/proc/cpuinfo", "re");
  char line[256];
  while (file != NULL && model[0] == '\0' && fgets(line, sizeof line, file) != NULL) {
    char *colon = strchr(line, ':');
    if (strncmp(line, "model name", 10) == 0 && colon != NULL) {
      snprintf(model, sizeof model, "%.*s", (int)strcspn(colon + 2, "\n"), colon + 2);
    }
  }
  if (file != NULL) {
    fclose(file);
  }
  static struct utsname system;
  if (model[0] == '\0' && uname(&system) == 0) {
    return system.machine;
  }
  return model;
}

const char *kernel_version(void) {
  static struct utsname system;
  return uname(&system) == 0 ? system.release : "";
}

const char *compiler_version(void) {
#if defined(__clang__)
  return __VERSION__;
#else
  return "gcc " __VERSION__;
#endif
}

const char *beside_program(const char *name) {
  static char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  if (length <= 0 || length == sizeof path) {
    return NULL;
  }
  path[length] = '\0';
  char *base = strrchr(path, '/') + 1;
  size_t room = sizeof path - (size_t)(base - path);
  return snprintf(base, room, "%s", name) < (int)room ? path : NULL;
}
