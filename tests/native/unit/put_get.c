/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "message.h"
#include "queues.h"
#include "runner.h"

static void messages_come_out_in_the_order_they_went_in(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (uint64_t id = 0; id < 20; id++) {
    put_message(queue, 8 + id, id);
  }
  for (uint64_t id = 0; id < 20; id++) {
    get_message(queue, 8 + id, id);
  }
  queue_destroy(queue, name);
}

static void an_empty_queue_has_no_message(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  char buffer[8];
  CHECK_RESULT(shmq_get(queue, buffer, sizeof buffer, 0), -EAGAIN);
  put_message(queue, 8, 1);
  get_message(queue, 8, 1);
  CHECK_RESULT(shmq_get(queue, buffer, sizeof buffer, 0), -EAGAIN);
  queue_destroy(queue, name);
}

static void a_message_of_no_bytes_is_a_message(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  char buffer[8];
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), 0);
  CHECK_RESULT(shmq_put(queue, buffer, 0, 0), 0);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), 0);
  CHECK_EQ(shmq_qsize(queue), 3);
  CHECK_EQ(shmq_empty(queue), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), 0);
  CHECK_RESULT(shmq_get(queue, buffer, sizeof buffer, 0), 0);
  CHECK_RESULT(shmq_try_get(queue, NULL, 0), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EAGAIN);
  queue_destroy(queue, name);
}

static void null_data_with_a_length_is_refused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_put(queue, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_put(queue, NULL, 1, SHMQ_FOREVER), -EINVAL);
  CHECK_RESULT(shmq_try_put(queue, NULL, 1), -EINVAL);
  CHECK_EQ(shmq_qsize(queue), 0);
  put_message(queue, 8, 1);
  CHECK_RESULT(shmq_get(queue, NULL, 8, 0), -EINVAL);
  CHECK_RESULT(shmq_get(queue, NULL, 8, SHMQ_FOREVER), -EINVAL);
  CHECK_RESULT(shmq_try_get(queue, NULL, 8), -EINVAL);
  get_message(queue, 8, 1);
  queue_destroy(queue, name);
}

static void a_buffer_too_small_takes_nothing(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 100, 1);
  put_message(queue, 10, 2);
  uint8_t buffer[100];
  uint8_t untouched[100];
  memset(buffer, 0xa5, sizeof buffer);
  memset(untouched, 0xa5, sizeof untouched);
  for (size_t capacity = 0; capacity < 100; capacity++) {
    CHECK_RESULT(shmq_get(queue, buffer, capacity, 0), 100);
    CHECK_RESULT(shmq_try_get(queue, buffer, capacity), 100);
  }
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), 100);
  CHECK(memcmp(buffer, untouched, sizeof buffer) == 0);
  CHECK_EQ(shmq_qsize(queue), 2);
  get_message(queue, 100, 1);
  get_message(queue, 10, 2);
  queue_destroy(queue, name);
}

static void get_writes_the_message_and_nothing_beside_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (size_t length = 0; length <= 200; length++) {
    uint8_t buffer[16 + 200 + 16];
    memset(buffer, 0xa5, sizeof buffer);
    put_message(queue, length, length);
    CHECK_RESULT(shmq_get(queue, buffer + 16, 200, 0), length);
    CHECK(message_is(buffer + 16, length, length));
    for (size_t i = 0; i < sizeof buffer; i++) {
      CHECK((i >= 16 && i < 16 + length) || buffer[i] == 0xa5);
    }
  }
  queue_destroy(queue, name);
}

static void put_leaves_the_callers_data_alone(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t message[777];
  message_fill(message, sizeof message, 1);
  CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), 0);
  CHECK(message_is(message, sizeof message, 1));
  /* The queue has a copy: the caller's buffer is free. */
  memset(message, 0, sizeof message);
  get_message(queue, sizeof message, 1);
  queue_destroy(queue, name);
}

static void data_need_not_be_aligned(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (size_t shift = 0; shift < 16; shift++) {
    uint8_t from[16 + 333];
    uint8_t to[16 + 333];
    message_fill(from + shift, 333, shift);
    CHECK_RESULT(shmq_put(queue, from + shift, 333, 0), 0);
    CHECK_RESULT(shmq_get(queue, to + 15 - shift, 333, 0), 333);
    CHECK(message_is(to + 15 - shift, 333, shift));
  }
  queue_destroy(queue, name);
}

static void a_message_of_megabytes_arrives_whole(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 0);
  for (size_t length = 1; length <= (size_t)64 << 20; length = length * 8 + 1) {
    put_message(queue, length, length);
    get_message(queue, length, length);
  }
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(messages_come_out_in_the_order_they_went_in),
    CASE(an_empty_queue_has_no_message),
    CASE(a_message_of_no_bytes_is_a_message),
    CASE(null_data_with_a_length_is_refused),
    CASE(a_buffer_too_small_takes_nothing),
    CASE(get_writes_the_message_and_nothing_beside_it),
    CASE(put_leaves_the_callers_data_alone),
    CASE(data_need_not_be_aligned),
    CASE(a_message_of_megabytes_arrives_whole),
};

TEST_MAIN(cases)
