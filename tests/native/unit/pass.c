/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Many messages that were removed one behind the other: whoever takes the one before them passes
 * them, in pieces, and where it died in that, whoever comes next does.
 */
#include <errno.h>
#include <stdatomic.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "queues.h"
#include "runner.h"
#include "segment_view.h"
#include "share.h"
#include "thread.h"

/* Many more than are passed at once. */
#define REMOVED 10000
#define AT_ONCE_AT_MOST 128

/* To pass them all, also under a sanitizer. */
#define LONG_ENOUGH (200 * MILLISECOND)

#define LENGTH 24
#define RECORD 32

/* Messages that lie before them at most. */
#define BEFORE 4

static uint64_t positions[REMOVED + BEFORE];

/* Puts the messages numbered 0 to REMOVED and `more` behind them, and removes all but the first and
 * those. */
static void fill(shmq *queue, size_t more) {
  uint32_t lengths[64];
  uint8_t bytes[64 * LENGTH];
  uint64_t position = 0;
  size_t count = 0;
  for (uint64_t id = 0; id <= REMOVED + more; id++) {
    put_message(queue, LENGTH, id);
  }
  for (ssize_t copied = 1; copied > 0; count += (size_t)copied) {
    const size_t left = REMOVED + 2 - count;
    copied = left == 0 ? 0
                       : shmq_scan(queue, &position, bytes, sizeof bytes, lengths,
                                   positions + count, left < 64 ? left : 64, SOON);
    CHECK_BETWEEN(copied, 0, 64);
  }
  for (size_t i = 1; i <= REMOVED; i++) {
    CHECK_RESULT(shmq_remove(queue, positions[i], SOON), 1);
  }
  CHECK_EQ(shmq_qsize(queue), 1 + more);
}

/* As if whoever took the first message had died before it passed any other. */
static void take_first_and_die(const char *name) {
  struct segment *segment = segment_map(name);
  segment->consumer.gets_next = 1;
  segment->consumer.head = positions[1];
  segment->consumer.gets = 1;
  segment_unmap(segment);
}

static struct shmq_stat stat_of(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat;
}

static void expect_all_passed(shmq *queue) {
  CHECK_EQ(stat_of(queue).bytes, 0);
  CHECK_EQ(stat_of(queue).gets, stat_of(queue).puts);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_RESULT(shmq_check(queue), 0);
}

static int64_t put_long(void *queue) {
  static uint8_t bytes[REMOVED * RECORD];
  return shmq_put(queue, bytes, sizeof bytes, SHMQ_FOREVER);
}

/* The ring holds no more than what `fill` puts. */
static shmq *narrow_queue(char *name) {
  shmq *queue = queue_create(name, 0, UINT64_C(512) << 10);
  fill(queue, 0);
  return queue;
}

static void who_takes_the_message_before_them_passes_all(void) {
  char name[NAME_SIZE];
  const void *data;
  uint32_t length;
  uint8_t bytes[LENGTH];
  for (int way = 0; way < 4; way++) {
    shmq *queue = narrow_queue(name);
    switch (way) {
      case 0:
        get_message(queue, LENGTH, 0);
        break;
      case 1:
        CHECK_RESULT(shmq_get_many(queue, bytes, sizeof bytes, &length, 1, 0), 1);
        break;
      case 2:
        CHECK_RESULT(shmq_peek(queue, &data, 0), LENGTH);
        CHECK_RESULT(shmq_consume(queue), 0);
        break;
      default:
        CHECK_RESULT(shmq_remove(queue, positions[0], 0), 1);
        break;
    }
    expect_all_passed(queue);
    queue_destroy(queue, name);
  }
}

static void who_waits_for_their_bytes_is_woken(void) {
  char name[NAME_SIZE];
  struct thread thread;
  shmq *queue = narrow_queue(name);
  thread_start_to_sleep(&thread, put_long, queue);
  CHECK_RESULT(shmq_remove(queue, positions[0], 0), 1);
  CHECK_RESULT(thread_result(&thread), 0);
  CHECK_EQ(stat_of(queue).slice_rescues, 0);
  CHECK_EQ(shmq_qsize(queue), 1);
  queue_destroy(queue, name);
}

static void their_memory_is_given_back(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, UINT64_C(1) << 24);
  /* So that what is in question lies far out. */
  static uint8_t bytes[UINT64_C(1) << 20];
  for (int i = 0; i < BEFORE; i++) {
    CHECK_RESULT(shmq_put(queue, bytes, sizeof bytes, 0), 0);
  }
  for (uint64_t id = 0; id < REMOVED; id++) {
    put_message(queue, LENGTH, id);
  }
  uint32_t lengths[64];
  uint64_t position = 0;
  size_t count = 0;
  for (ssize_t copied = 1; copied > 0; count += (size_t)copied) {
    const size_t left = REMOVED + BEFORE - count;
    copied = left == 0 ? 0
                       : shmq_scan(queue, &position, bytes, sizeof bytes, lengths,
                                   positions + count, left < 64 ? left : 64, SOON);
    CHECK_BETWEEN(copied, 0, 64);
  }
  CHECK_EQ(count, REMOVED + BEFORE);
  for (size_t i = 1; i < count; i++) {
    CHECK_RESULT(shmq_remove(queue, positions[i], SOON), 1);
  }
  CHECK_BETWEEN(stat_of(queue).reserved, 4 << 20, 8 << 20);
  CHECK_RESULT(shmq_get(queue, bytes, sizeof bytes, 0), sizeof bytes);
  CHECK_BETWEEN(stat_of(queue).reserved, 0, 1 << 20);
  queue_destroy(queue, name);
}

/* shmq_try_get does nothing that takes long. */
static void a_try_leaves_them_to_others(void) {
  char name[NAME_SIZE];
  uint8_t bytes[LENGTH];
  shmq *queue = narrow_queue(name);
  CHECK_RESULT(shmq_try_get(queue, bytes, sizeof bytes), -EBUSY);
  CHECK_EQ(shmq_qsize(queue), 1);
  take_first_and_die(name);
  CHECK_RESULT(shmq_try_get(queue, bytes, sizeof bytes), -EBUSY);
  put_message(queue, LENGTH, 1);
  CHECK_RESULT(shmq_try_get(queue, bytes, sizeof bytes), -EBUSY);
  get_message(queue, LENGTH, 1);
  CHECK_RESULT(shmq_try_get(queue, bytes, sizeof bytes), -EAGAIN);
  expect_all_passed(queue);
  queue_destroy(queue, name);
}

/* --- where somebody died --- */

static void they_are_no_messages(void) {
  char name[NAME_SIZE];
  shmq *queue = narrow_queue(name);
  take_first_and_die(name);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(shmq_full(queue), 0);
  CHECK_EQ(stat_of(queue).gets, REMOVED + 1);
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EAGAIN);
  expect_all_passed(queue);
  queue_destroy(queue, name);
}

static void an_end_that_is_drained_is_told(void) {
  char name[NAME_SIZE];
  shmq *queue = narrow_queue(name);
  take_first_and_die(name);
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), -ESHUTDOWN);
  queue_destroy(queue, name);
}

/* A mark that no account knows of. */
static void a_damaged_front_stops_nobody(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  while (shmq_put(queue, NULL, 0, 0) == 0) {
  }
  _Atomic uint64_t *front = (_Atomic uint64_t *)(void *)segment->ring;
  atomic_fetch_xor(front, COMMITTED | PADDING);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), -EPROTO);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), -EPROTO);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void a_producer_passes_what_is_in_its_way(void) {
  char name[NAME_SIZE];
  shmq *queue = narrow_queue(name);
  take_first_and_die(name);
  CHECK_RESULT(put_long(queue), 0);
  CHECK_EQ(shmq_qsize(queue), 1);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void a_queue_with_room_behind_them_is_not_full(void) {
  char name[NAME_SIZE];
  shmq *queue = narrow_queue(name);
  while (shmq_put(queue, NULL, 0, 0) == 0) {
  }
  CHECK_EQ(shmq_full(queue), 1);
  take_first_and_die(name);
  CHECK_EQ(shmq_full(queue), 0);
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), 0);
  queue_destroy(queue, name);
}

static void every_way_to_the_next_message_goes_over_them(void) {
  char name[NAME_SIZE];
  const void *data;
  uint8_t bytes[LENGTH];
  for (int way = 0; way < 5; way++) {
    shmq *queue = queue_create(name, 0, UINT64_C(1) << 20);
    fill(queue, 1);
    take_first_and_die(name);
    uint64_t position = 0;
    uint64_t here = 0;
    uint32_t length;
    switch (way) {
      case 0:
        get_message(queue, LENGTH, REMOVED + 1);
        break;
      case 1:
        CHECK_RESULT(shmq_get_many(queue, bytes, sizeof bytes, &length, 1, 0), 1);
        CHECK(message_is(bytes, LENGTH, REMOVED + 1));
        break;
      case 2:
        CHECK_RESULT(shmq_peek(queue, &data, 0), LENGTH);
        CHECK(message_is(data, LENGTH, REMOVED + 1));
        CHECK_RESULT(shmq_consume(queue), 0);
        break;
      case 3:
        CHECK_RESULT(shmq_scan(queue, &position, bytes, sizeof bytes, &length, &here, 1, 0), 1);
        CHECK(message_is(bytes, LENGTH, REMOVED + 1));
        CHECK_EQ(here, positions[REMOVED + 1]);
        CHECK_RESULT(shmq_remove(queue, here, 0), 1);
        break;
      default:
        CHECK_RESULT(shmq_remove(queue, positions[1], 0), 0);
        CHECK_RESULT(shmq_remove(queue, positions[REMOVED], 0), 0);
        CHECK_RESULT(shmq_remove(queue, positions[REMOVED + 1], 0), 1);
        break;
    }
    CHECK_EQ(shmq_qsize(queue), 0);
    CHECK_EQ(shmq_empty(queue), 1);
    CHECK_RESULT(shmq_get(queue, NULL, 0, LONG_ENOUGH), -ETIMEDOUT);
    expect_all_passed(queue);
    queue_destroy(queue, name);
  }
}

/* Whose time is up has done so much and no more, and the next goes on from there. */
static void no_more_than_a_piece_is_gone_over_at_once(void) {
  char name[NAME_SIZE];
  uint8_t bytes[LENGTH];
  uint32_t length;
  uint64_t position = 0;
  ssize_t result;
  shmq *queue = queue_create(name, 0, UINT64_C(1) << 20);
  fill(queue, 1);
  take_first_and_die(name);
  int calls = 0;
  do {
    result = shmq_scan(queue, &position, bytes, sizeof bytes, &length, NULL, 1, 1);
    CHECK_RESULT(result, result == 1 ? 1 : -ETIMEDOUT);
    calls++;
  } while (result != 1);
  CHECK_BETWEEN(calls, REMOVED / AT_ONCE_AT_MOST, REMOVED);
  CHECK(message_is(bytes, LENGTH, REMOVED + 1));
  calls = 0;
  uint64_t left = stat_of(queue).bytes;
  do {
    result = shmq_get(queue, bytes, sizeof bytes, 1);
    CHECK_RESULT(result, result == LENGTH ? LENGTH : -ETIMEDOUT);
    CHECK_BETWEEN(left - stat_of(queue).bytes, RECORD, 2 * AT_ONCE_AT_MOST * RECORD);
    left = stat_of(queue).bytes;
    calls++;
  } while (result != LENGTH);
  CHECK_BETWEEN(calls, REMOVED / AT_ONCE_AT_MOST, REMOVED);
  CHECK(message_is(bytes, LENGTH, REMOVED + 1));
  expect_all_passed(queue);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(who_takes_the_message_before_them_passes_all),
    CASE(who_waits_for_their_bytes_is_woken),
    CASE(their_memory_is_given_back),
    CASE(a_try_leaves_them_to_others),
    CASE(they_are_no_messages),
    CASE(an_end_that_is_drained_is_told),
    CASE(a_damaged_front_stops_nobody),
    CASE(a_producer_passes_what_is_in_its_way),
    CASE(a_queue_with_room_behind_them_is_not_full),
    CASE(every_way_to_the_next_message_goes_over_them),
    CASE(no_more_than_a_piece_is_gone_over_at_once),
};

TEST_MAIN(cases)
