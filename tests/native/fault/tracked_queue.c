/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tracked_queue.h"

#include <errno.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "queues.h"

static uint8_t buffer[TRACKED_LONGEST];

void tracked_open(struct tracked_queue *tracked) {
  tracked->queue = queue_create(tracked->name, tracked->max_messages, tracked->ring);
  tracked->segment = segment_map(tracked->name);
}

void tracked_close(struct tracked_queue *tracked) {
  segment_unmap(tracked->segment);
  queue_destroy(tracked->queue, tracked->name);
}

struct tracked_message tracked_new(struct tracked_queue *tracked, size_t length) {
  return (struct tracked_message){length, ++tracked->last_id};
}

void tracked_expect(struct tracked_queue *tracked, struct tracked_message message) {
  CHECK(tracked->next < TRACKED_MOST);
  tracked->waiting[tracked->next++] = message;
}

struct tracked_message tracked_expect_gone(struct tracked_queue *tracked) {
  CHECK(tracked->first < tracked->next);
  return tracked->waiting[tracked->first++];
}

/* Puts, and returns whether there was room. */
static bool put(struct tracked_queue *tracked, size_t length) {
  const struct tracked_message message = tracked_new(tracked, length);
  CHECK(length <= sizeof buffer);
  message_fill(buffer, length, message.id);
  const int result = shmq_put(tracked->queue, buffer, length, 0);
  CHECK_RESULT(result, result == 0 ? 0 : -EAGAIN);
  if (result == 0) {
    tracked_expect(tracked, message);
  }
  return result == 0;
}

void tracked_put(struct tracked_queue *tracked, size_t length) {
  CHECK(put(tracked, length));
}

void tracked_get(struct tracked_queue *tracked) {
  const struct tracked_message message = tracked_expect_gone(tracked);
  CHECK_RESULT(shmq_get(tracked->queue, buffer, sizeof buffer, SOON), message.length);
  CHECK(message_is(buffer, message.length, message.id));
}

void tracked_fill(struct tracked_queue *tracked, size_t length) {
  while (put(tracked, length)) {
  }
}

void tracked_drain(struct tracked_queue *tracked) {
  while (tracked_size(tracked) > 0) {
    tracked_get(tracked);
  }
  CHECK_EQ(shmq_qsize(tracked->queue), 0);
  CHECK_EQ(shmq_empty(tracked->queue), 1);
  CHECK_RESULT(shmq_get(tracked->queue, NULL, 0, 0), -EAGAIN);
  tracked->first = 0;
  tracked->next = 0;
}

size_t tracked_size(const struct tracked_queue *tracked) {
  return tracked->next - tracked->first;
}

void tracked_expect_all_of_its_room(struct tracked_queue *tracked) {
  const int64_t largest = shmq_max_length(tracked->queue);
  if (largest <= TRACKED_LONGEST) {
    tracked_put(tracked, (size_t)largest);
    tracked_drain(tracked);
  }
  for (int64_t i = 0; i < tracked->max_messages; i++) {
    CHECK_EQ(shmq_full(tracked->queue), 0);
    tracked_put(tracked, 8);
  }
  if (tracked->max_messages > 0) {
    CHECK_EQ(shmq_full(tracked->queue), 1);
    CHECK(!put(tracked, 0));
    tracked_drain(tracked);
  }
}
