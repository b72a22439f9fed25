/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The calls for callers that may not be delayed.
 */
#include <errno.h>
#include <sys/stat.h>

#include "check.h"
#include "message.h"
#include "names.h"
#include "queues.h"
#include "runner.h"

/* Memory must be reserved before a try_put can succeed, and one put does that. */
static shmq *create_warm(char name[NAME_SIZE], int64_t max_messages) {
  shmq *queue = queue_create(name, max_messages, SMALL_RING);
  put_message(queue, (size_t)shmq_max_length(queue), 0);
  get_message(queue, (size_t)shmq_max_length(queue), 0);
  return queue;
}

static void try_put_and_try_get_move_messages_in_order(void) {
  char name[NAME_SIZE];
  shmq *queue = create_warm(name, 0);
  for (uint64_t id = 0; id < 10; id++) {
    uint8_t message[50];
    message_fill(message, sizeof message, id);
    CHECK_RESULT(shmq_try_put(queue, message, sizeof message), 0);
  }
  CHECK_EQ(shmq_qsize(queue), 10);
  for (uint64_t id = 0; id < 10; id++) {
    uint8_t message[50];
    CHECK_RESULT(shmq_try_get(queue, message, sizeof message), sizeof message);
    CHECK(message_is(message, sizeof message, id));
  }
  queue_destroy(queue, name);
}

static void try_get_finds_an_empty_queue_empty(void) {
  char name[NAME_SIZE];
  shmq *queue = create_warm(name, 0);
  uint8_t buffer[8];
  CHECK_RESULT(shmq_try_get(queue, buffer, sizeof buffer), -EAGAIN);
  queue_destroy(queue, name);
}

static void try_put_finds_a_full_queue_full(void) {
  char name[NAME_SIZE];
  shmq *queue = create_warm(name, 2);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), 0);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), 0);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), -EAGAIN);
  CHECK_EQ(shmq_qsize(queue), 2);
  queue_destroy(queue, name);
}

static long long blocks_of(const char *name) {
  char path[PATH_SIZE];
  struct stat status;
  object_path(name, path);
  CHECK_CALL(stat(path, &status));
  return status.st_blocks;
}

static void try_put_reserves_no_memory(void) {
  static uint8_t message[64 * 1024];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 64 << 20);
  int64_t put = 0;
  int64_t busy = 0;
  for (; put < 900; put++) {
    const long long blocks = blocks_of(name);
    const int result = shmq_try_put(queue, message, sizeof message);
    CHECK_EQ(blocks_of(name), blocks);
    if (result != 0) {
      CHECK_RESULT(result, -EBUSY);
      CHECK_EQ(shmq_qsize(queue), put);
      CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), 0);
      busy++;
    }
  }
  CHECK_BETWEEN(busy, 1, put / 2);
  CHECK_EQ(shmq_qsize(queue), put);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(try_put_and_try_get_move_messages_in_order),
    CASE(try_get_finds_an_empty_queue_empty),
    CASE(try_put_finds_a_full_queue_full),
    CASE(try_put_reserves_no_memory),
};

TEST_MAIN(cases)
