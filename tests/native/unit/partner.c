/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * partner create|open|unlink NAME: prints what the call gives. foreign_library.cmake runs it built
 * against two C libraries.
 */
#include <errno.h>
#include <shmq.h>
#include <stdio.h>
#include <string.h>

static int call(const char *action, const char *name) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = 4096};
  shmq *queue;
  if (strcmp(action, "create") == 0) {
    return shmq_create(name, &options, &queue);
  }
  return strcmp(action, "open") == 0 ? shmq_open(name, &queue) : shmq_unlink(name);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s create|open|unlink NAME\n", argv[0]);
    return 2;
  }
  const int result = call(argv[1], argv[2]);
  if (result == -EXDEV) {
    puts("-EXDEV");
  } else {
    printf("%d\n", result);
  }
  return 0;
}
