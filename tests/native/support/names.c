/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "names.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

static char prefix[64];

void names_start(const char *program) {
  const char *slash = strrchr(program, '/');
  snprintf(prefix, sizeof prefix, "%.40s.%d.", slash == NULL ? program : slash + 1, (int)getpid());
}

void fresh_name(char name[NAME_SIZE]) {
  static unsigned count;
  CHECK(prefix[0] != '\0');
  snprintf(name, NAME_SIZE, "%s%d.%u", prefix, (int)getpid(), count++);
}

void object_path(const char *name, char path[PATH_SIZE]) {
  snprintf(path, PATH_SIZE, SHM_DIRECTORY "/shmq.%s", name);
}

bool object_exists(const char *name) {
  char path[PATH_SIZE];
  struct stat status;
  object_path(name, path);
  return lstat(path, &status) == 0;
}

size_t names_remove_leftovers(void) {
  size_t count = 0;
  DIR *directory = opendir(SHM_DIRECTORY);
  CHECK(directory != NULL);
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (strstr(entry->d_name, prefix) != NULL) {
      fprintf(stderr, "left behind: %s/%s\n", SHM_DIRECTORY, entry->d_name);
      if (unlinkat(dirfd(directory), entry->d_name, 0) != 0) {
        unlinkat(dirfd(directory), entry->d_name, AT_REMOVEDIR);
      }
      count++;
    }
  }
  closedir(directory);
  return count;
}
