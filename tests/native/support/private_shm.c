/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "private_shm.h"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "check.h"
#include "names.h"

static bool write_file(const char *path, const char *text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  const ssize_t length = (ssize_t)strlen(text);
  const bool written = file >= 0 && write(file, text, (size_t)length) == length;
  close(file);
  return written;
}

/* In a user namespace everybody is root, of that namespace. */
static bool become_root(void) {
  char user[32];
  char group[32];
  snprintf(user, sizeof user, "0 %u 1", geteuid());
  snprintf(group, sizeof group, "0 %u 1", getegid());
  return unshare(CLONE_NEWUSER) == 0 && write_file("/proc/self/setgroups", "deny") &&
         write_file("/proc/self/gid_map", group) && write_file("/proc/self/uid_map", user);
}

bool private_shm_mount(const char *options) {
  if (geteuid() != 0 && !become_root()) {
    return false;
  }
  /* Private, so that the mount does not propagate to where this namespace came from. */
  return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount("shmq-test", SHM_DIRECTORY, "tmpfs", 0, options) == 0;
}

size_t private_shm_objects(void) {
  size_t count = 0;
  DIR *directory = opendir(SHM_DIRECTORY);
  CHECK(directory != NULL);
  for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  }
  closedir(directory);
  return count;
}
