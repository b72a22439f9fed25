/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <shmq.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  const struct shmq_options options = {sizeof options, SHMQ_AUTO_UNLINK, 0, 0, 0};
  char name[64];
  char message[6];
  shmq *queue;
  snprintf(name, sizeof name, "consumer.%d", (int)getpid());
  int result = shmq_create(name, &options, &queue);
  if (result == 0) {
    result = shmq_put(queue, "hello", sizeof message, SHMQ_FOREVER);
    if (result == 0) {
      result = (int)shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
    }
    shmq_close(queue);
  }
  if (result != (int)sizeof message) {
    fprintf(stderr, "%s\n", shmq_strerror(result));
    return 1;
  }
  printf("%s from shmq %s\n", message, shmq_version());
  return 0;
}
