/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Messages at every place of a small ring, the ring's end above all.
 */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "message.h"
#include "queues.h"
#include "runner.h"
#include "segment_view.h"

/* Two messages that are in the ring at the same time, and then one, from `offset` on. */
static void exchange(shmq *queue, const struct segment *segment, uint64_t offset, size_t length) {
  steer(queue, segment, offset);
  put_message(queue, length, offset);
  put_message(queue, 5, offset + 1);
  CHECK_EQ(shmq_qsize(queue), 2);
  get_message(queue, length, offset);
  put_message(queue, length / 2, offset + 2);
  get_message(queue, 5, offset + 1);
  get_message(queue, length / 2, offset + 2);
  CHECK_EQ(shmq_qsize(queue), 0);
}

static void messages_of_every_length_wrap_at_every_offset(void) {
  static const size_t lengths[] = {0,   1,   7,   8,   9,    15,   16,   17,   24,   63,   64,  65,
                                   100, 255, 504, 512, 1000, 1016, 1023, 1024, 1025, 1352, 1360};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    for (uint64_t offset = 0; offset < SMALL_RING; offset += 8) {
      exchange(queue, segment, offset, lengths[i]);
    }
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void the_largest_messages_fit_at_every_offset_when_the_queue_is_empty(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  const size_t largest = (size_t)shmq_max_length(queue);
  for (size_t less = 0; less <= 24; less++) {
    for (uint64_t offset = 0; offset < SMALL_RING; offset += 8) {
      steer(queue, segment, offset);
      put_message(queue, largest - less, offset);
      CHECK_EQ(shmq_qsize(queue), 1);
      get_message(queue, largest - less, offset);
    }
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void one_byte_more_than_the_largest_never_fits(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  const size_t too_large = (size_t)shmq_max_length(queue) + 1;
  uint8_t *message = calloc(1, too_large);
  for (uint64_t offset = 0; offset < SMALL_RING; offset += 8) {
    steer(queue, segment, offset);
    CHECK_RESULT(shmq_put(queue, message, too_large, 0), -EMSGSIZE);
    CHECK_RESULT(shmq_put(queue, message, too_large, SHMQ_FOREVER), -EMSGSIZE);
    CHECK_RESULT(shmq_try_put(queue, message, too_large), -EMSGSIZE);
    CHECK_EQ(shmq_qsize(queue), 0);
    CHECK_EQ(tail_offset(segment), offset);
  }
  free(message);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

/* Fills the ring with messages of `length` from `offset` on, and empties it. */
static void fill_and_drain(shmq *queue, const struct segment *segment, uint64_t offset,
                           size_t length) {
  uint8_t message[1024];
  uint64_t put = 0;
  steer(queue, segment, offset);
  for (int result = 0; result == 0; put += result == 0) {
    message_fill(message, length, put);
    result = shmq_put(queue, message, length, 0);
    CHECK_RESULT(result, result == 0 ? 0 : -EAGAIN);
  }
  CHECK_EQ(shmq_qsize(queue), put);
  /* All of the ring but the place of the terminator, and of a record before the ring's end. */
  const uint64_t record = (length + 7) / 8 * 8 + 8;
  CHECK_BETWEEN(put * record, SMALL_RING - 8 - 2 * record + 8, SMALL_RING - 8);
  for (uint64_t id = 0; id < put; id++) {
    get_message(queue, length, id);
  }
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_RESULT(shmq_get(queue, message, sizeof message, 0), -EAGAIN);
}

static void a_ring_is_filled_from_every_offset_on(void) {
  static const size_t lengths[] = {0, 8, 40, 100, 500};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    for (uint64_t offset = 0; offset < SMALL_RING; offset += 8) {
      fill_and_drain(queue, segment, offset, lengths[i]);
    }
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(messages_of_every_length_wrap_at_every_offset),
    CASE(the_largest_messages_fit_at_every_offset_when_the_queue_is_empty),
    CASE(one_byte_more_than_the_largest_never_fits),
    CASE(a_ring_is_filled_from_every_offset_on),
};

TEST_MAIN(cases)
