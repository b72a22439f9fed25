/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "resources.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "names.h"

size_t open_descriptors(void) {
  size_t count = 0;
  DIR *directory = opendir("/proc/self/fd");
  CHECK(directory != NULL);
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    count += entry->d_name[0] != '.';
  }
  closedir(directory);
  return count - 1; /* the directory's own */
}

size_t shm_mappings(void) {
  size_t count = 0;
  char line[512];
  FILE *file = fopen("/proc/self/maps", "re");
  CHECK(file != NULL);
  while (fgets(line, sizeof line, file) != NULL) {
    count += strstr(line, " " SHM_DIRECTORY "/") != NULL;
  }
  fclose(file);
  return count;
}
