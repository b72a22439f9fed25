/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Takes text messages from the queue that its argument names until the queue is empty.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "shmq.h"

static int fail(const char *name, int error) {
  fprintf(stderr, "shmq-example-reader: queue '%s': %s\n", name, shmq_strerror(error));
  return EXIT_FAILURE;
}

/* Takes one message, whatever its length, into a buffer that grows with it. */
static ssize_t get(shmq *queue, char **buffer, size_t *capacity) {
  for (;;) {
    ssize_t length = shmq_get(queue, *buffer, *capacity, 0);
    if (length < 0 || (size_t)length <= *capacity) {
      return length;
    }
    char *larger = realloc(*buffer, (size_t)length);
    if (larger == NULL) {
      return -ENOMEM;
    }
    *buffer = larger;
    *capacity = (size_t)length;
  }
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: shmq-example-reader NAME\n");
    return EXIT_FAILURE;
  }
  const char *name = argv[1];
  shmq *queue;
  int result = shmq_open(name, &queue);
  if (result < 0) {
    return fail(name, result);
  }
  char *buffer = NULL;
  size_t capacity = 0;
  ssize_t length;
  while ((length = get(queue, &buffer, &capacity)) >= 0) {
    printf("get %.*s from queue...\n", (int)length, buffer);
    fflush(stdout);
  }
  free(buffer);
  shmq_close(queue);
  return length == -EAGAIN ? EXIT_SUCCESS : fail(name, (int)length);
}
