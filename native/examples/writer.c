/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Puts A, B and C into the queue that its argument names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "shmq.h"

static int fail(const char *name, int error) {
  fprintf(stderr, "shmq-example-writer: queue '%s': %s\n", name, shmq_strerror(error));
  return EXIT_FAILURE;
}

static void sleep_part_of_a_second(void) {
  nanosleep(&(struct timespec){.tv_nsec = random() % 1000000000}, NULL);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: shmq-example-writer NAME\n");
    return EXIT_FAILURE;
  }
  const char *name = argv[1];
  srandom((unsigned)getpid());
  shmq *queue;
  int result = shmq_open(name, &queue);
  if (result < 0) {
    return fail(name, result);
  }
  const char *values[] = {"A", "B", "C"};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    printf("put %s to queue...\n", values[i]);
    fflush(stdout);
    result = shmq_put(queue, values[i], strlen(values[i]), SHMQ_FOREVER);
    if (result < 0) {
      shmq_close(queue);
      return fail(name, result);
    }
    sleep_part_of_a_second();
  }
  shmq_close(queue);
  return EXIT_SUCCESS;
}
