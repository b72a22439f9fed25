/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * When a queue is full, by count and by bytes.
 */
#include <errno.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "queues.h"
#include "runner.h"

static void expect_full(shmq *queue) {
  CHECK_EQ(shmq_full(queue), 1);
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EAGAIN);
  CHECK_RESULT(shmq_put(queue, NULL, 0, MILLISECOND), -ETIMEDOUT);
}

static void the_count_is_bounded_exactly(void) {
  static const int64_t limits[] = {1, 2, 3, 10, 100};
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
    const uint64_t limit = (uint64_t)limits[i];
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, limits[i], 0);
    for (uint64_t round = 0; round < 3; round++) {
      for (uint64_t id = 0; id < limit; id++) {
        CHECK_EQ(shmq_full(queue), 0);
        put_message(queue, 20, id);
      }
      expect_full(queue);
      get_message(queue, 20, 0);
      CHECK_EQ(shmq_full(queue), 0);
      put_message(queue, 20, limit);
      expect_full(queue);
      for (uint64_t id = 1; id <= limit; id++) {
        get_message(queue, 20, id);
      }
    }
    queue_destroy(queue, name);
  }
}

static void without_a_limit_the_count_is_unbounded(void) {
  static const int64_t none[] = {0, -5};
  for (size_t i = 0; i < 2; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, none[i], 0);
    for (uint64_t id = 0; id < 100000; id++) {
      put_message(queue, 16, id);
    }
    CHECK_EQ(shmq_qsize(queue), 100000);
    CHECK_EQ(shmq_full(queue), 0);
    for (uint64_t id = 0; id < 100000; id++) {
      get_message(queue, 16, id);
    }
    CHECK_EQ(shmq_empty(queue), 1);
    queue_destroy(queue, name);
  }
}

static uint64_t fill(shmq *queue, size_t length) {
  uint8_t message[64];
  for (uint64_t id = 0;; id++) {
    message_fill(message, length, id);
    const int result = shmq_put(queue, message, length, 0);
    if (result != 0) {
      CHECK_RESULT(result, -EAGAIN);
      return id;
    }
  }
}

/* The terminator moves as well, so that the room of one record may not be enough for the next. */
static void a_get_makes_room_in_a_ring_that_is_full_of_bytes(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint64_t put = fill(queue, 56);
  uint64_t got = 0;
  CHECK_EQ(shmq_qsize(queue), put);
  for (int round = 0; round < 1000; round++) {
    uint8_t message[56];
    message_fill(message, sizeof message, put);
    CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), -EAGAIN);
    CHECK_RESULT(shmq_put(queue, message, sizeof message, 1000), -ETIMEDOUT);
    int gets = 0;
    do {
      get_message(queue, 56, got++);
      gets++;
    } while (shmq_put(queue, message, sizeof message, 0) != 0);
    put++;
    CHECK_BETWEEN(gets, 1, 2);
    while (shmq_put(queue, message, sizeof message, 0) == 0) {
      get_message(queue, 56, got++);
      message_fill(message, sizeof message, put++);
    }
    CHECK_EQ(shmq_qsize(queue), put - got);
  }
  queue_destroy(queue, name);
}

static void a_ring_full_of_the_shortest_messages_is_full(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  fill(queue, 0);
  expect_full(queue);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), 0);
  CHECK_EQ(shmq_full(queue), 0);
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), 0);
  expect_full(queue);
  queue_destroy(queue, name);
}

static void a_long_message_waits_while_a_short_one_fits(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const size_t largest = (size_t)shmq_max_length(queue);
  uint8_t message[SMALL_RING] = {0};
  put_message(queue, 8, 1);
  CHECK_EQ(shmq_full(queue), 0);
  CHECK_RESULT(shmq_put(queue, message, largest, 0), -EAGAIN);
  CHECK_RESULT(shmq_put(queue, message, largest, MILLISECOND), -ETIMEDOUT);
  put_message(queue, 8, 2);
  get_message(queue, 8, 1);
  get_message(queue, 8, 2);
  put_message(queue, largest, 3);
  get_message(queue, largest, 3);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(the_count_is_bounded_exactly),
    CASE(without_a_limit_the_count_is_unbounded),
    CASE(a_get_makes_room_in_a_ring_that_is_full_of_bytes),
    CASE(a_ring_full_of_the_shortest_messages_is_full),
    CASE(a_long_message_waits_while_a_short_one_fits),
};

TEST_MAIN(cases)
