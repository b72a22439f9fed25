/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "queues.h"

#include <stdlib.h>

#include "check.h"
#include "message.h"

shmq *queue_create(char name[NAME_SIZE], int64_t max_messages, uint64_t max_bytes) {
  const struct shmq_options options = {
      .size = sizeof options, .max_messages = max_messages, .max_bytes = max_bytes};
  shmq *queue = NULL;
  fresh_name(name);
  CHECK_RESULT(shmq_create(name, &options, &queue), 0);
  return queue;
}

shmq *queue_open(const char *name) {
  shmq *queue = NULL;
  CHECK_RESULT(shmq_open(name, &queue), 0);
  return queue;
}

void queue_destroy(shmq *queue, const char *name) {
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK_RESULT(shmq_unlink(name), 0);
}

/* The buffers are exactly as long as the messages, so that the address sanitizer sees a byte read
 * or written beyond. */
void put_message(shmq *queue, size_t length, uint64_t id) {
  uint8_t *message = malloc(length);
  message_fill(message, length, id);
  CHECK_RESULT(shmq_put(queue, message, length, 0), 0);
  free(message);
}

void get_message(shmq *queue, size_t length, uint64_t id) {
  uint8_t *message = malloc(length);
  CHECK_RESULT(shmq_get(queue, message, length, 0), length);
  CHECK(message_is(message, length, id));
  free(message);
}

size_t check_messages(const uint8_t *batch, const uint32_t *lengths, ssize_t count,
                      uint64_t first) {
  size_t used = 0;
  for (ssize_t i = 0; i < count; i++) {
    CHECK(message_is(batch + used, lengths[i], first + (uint64_t)i));
    used += lengths[i];
  }
  return used;
}
