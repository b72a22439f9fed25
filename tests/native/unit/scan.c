/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Walks: shmq_scan reads the messages in order and leaves them, while others put and take.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "segment_view.h"
#include "thread.h"

#define KIB (UINT64_C(1) << 10)
#define MIB (UINT64_C(1) << 20)

static const size_t mixed[] = {9, 0, 1, 7, 8, 100, 0, 500, 15, 0};
#define MIXED (sizeof mixed / sizeof mixed[0])

static void put_mixed(shmq *queue, uint64_t first) {
  for (size_t i = 0; i < MIXED; i++) {
    put_message(queue, mixed[i], first + i);
  }
}

static void get_mixed(shmq *queue, uint64_t first) {
  for (size_t i = 0; i < MIXED; i++) {
    get_message(queue, mixed[i], first + i);
  }
}

/* Copies into memory that is exactly as long as given, and checks that it is messages number
 * `first`, `first` + 1, ... Returns as shmq_scan. */
static ssize_t scan(shmq *queue, uint64_t *position, size_t capacity, size_t max_count,
                    uint64_t first) {
  uint8_t *buffer = malloc(capacity);
  uint32_t *lengths = malloc(max_count * sizeof *lengths);
  const ssize_t count = shmq_scan(queue, position, buffer, capacity, lengths, NULL, max_count, 0);
  CHECK(check_messages(buffer, lengths, count, first) <= capacity);
  free(buffer);
  free(lengths);
  return count;
}

/* --- what is copied --- */

static void messages_are_copied_packed_with_their_lengths_and_stay(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t buffer[640];
  uint32_t lengths[MIXED + 1];
  uint64_t position = 0;
  put_mixed(queue, 1);
  memset(lengths, 0xee, sizeof lengths);
  CHECK_RESULT(shmq_scan(queue, &position, buffer, sizeof buffer, lengths, NULL, MIXED + 1, 0),
               MIXED);
  const uint8_t *message = buffer;
  for (size_t i = 0; i < MIXED; i++) {
    CHECK_EQ(lengths[i], mixed[i]);
    CHECK(message_is(message, lengths[i], 1 + i));
    message += lengths[i];
  }
  CHECK_EQ(lengths[MIXED], 0xeeeeeeee);
  CHECK_EQ(shmq_qsize(queue), MIXED);
  get_mixed(queue, 1);
  queue_destroy(queue, name);
}

static void a_walk_goes_on_where_the_last_call_ended(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint64_t position = 0;
  put_mixed(queue, 1);
  CHECK_RESULT(scan(queue, &position, 640, 3, 1), 3);
  /* The next does not fit into what is left. */
  CHECK_RESULT(scan(queue, &position, 114, MIXED, 4), 2);
  CHECK_RESULT(scan(queue, &position, 100, MIXED, 6), 2);
  CHECK_RESULT(scan(queue, &position, 640, MIXED, 8), 3);
  CHECK_RESULT(scan(queue, &position, 640, MIXED, 0), 0);
  CHECK_EQ(shmq_qsize(queue), MIXED);
  queue_destroy(queue, name);
}

static void at_the_end_there_is_nothing_until_more_is_put(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint64_t position = 0;
  CHECK_RESULT(scan(queue, &position, 100, 2, 0), 0);
  CHECK_EQ(position, 0);
  put_message(queue, 10, 1);
  CHECK_RESULT(scan(queue, &position, 100, 2, 1), 1);
  const uint64_t end = position;
  CHECK_RESULT(scan(queue, &position, 100, 2, 0), 0);
  CHECK_EQ(position, end);
  put_message(queue, 20, 2);
  CHECK_RESULT(scan(queue, &position, 100, 2, 2), 1);
  get_message(queue, 10, 1);
  get_message(queue, 20, 2);
  put_message(queue, 30, 3);
  CHECK_RESULT(scan(queue, &position, 100, 2, 3), 1);
  queue_destroy(queue, name);
}

static void a_message_longer_than_the_buffer_tells_its_length(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t buffer[100];
  uint32_t lengths[2] = {0, 77};
  uint64_t position = 0;
  put_message(queue, 0, 1);
  put_message(queue, 100, 2);
  CHECK_RESULT(shmq_scan(queue, &position, NULL, 0, lengths, NULL, 2, 0), 1);
  CHECK_EQ(lengths[0], 0);
  const uint64_t there = position;
  CHECK_RESULT(shmq_scan(queue, &position, buffer, 99, lengths, NULL, 2, 0), -EMSGSIZE);
  CHECK_EQ(lengths[0], 100);
  CHECK_EQ(lengths[1], 77);
  CHECK_EQ(position, there);
  CHECK_RESULT(scan(queue, &position, 100, 2, 2), 1);
  queue_destroy(queue, name);
}

static void a_walk_from_a_messages_position_begins_with_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  uint8_t buffer[640];
  uint32_t lengths[MIXED];
  uint64_t positions[MIXED];
  uint64_t position = 0;
  /* In the middle the ring begins again. */
  steer(queue, segment, SMALL_RING - 256);
  put_mixed(queue, 1);
  CHECK_RESULT(shmq_scan(queue, &position, buffer, sizeof buffer, lengths, positions, MIXED, 0),
               MIXED);
  for (size_t i = 0; i < MIXED; i++) {
    uint64_t from = positions[i];
    CHECK_RESULT(scan(queue, &from, sizeof buffer, MIXED, 1 + i), MIXED - i);
    CHECK_EQ(from, position);
  }
  /* Taken, it begins with the next. */
  for (size_t i = 0; i < MIXED; i++) {
    get_message(queue, mixed[i], 1 + i);
    uint64_t from = positions[i];
    CHECK_RESULT(scan(queue, &from, sizeof buffer, MIXED, 2 + i), MIXED - i - 1);
    if (i + 1 < MIXED) {
      from = positions[i + 1];
      CHECK_RESULT(scan(queue, &from, sizeof buffer, MIXED, 2 + i), MIXED - i - 1);
    }
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void a_long_walk_comes_in_pieces(void) {
  enum { LENGTH = 1000, COUNT = 1000 };
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 4 * MIB);
  for (uint64_t id = 0; id < COUNT; id++) {
    put_message(queue, LENGTH, id);
  }
  uint64_t position = 0;
  uint64_t next = 0;
  for (ssize_t count; (count = scan(queue, &position, 2 * MIB, COUNT, next)) > 0;) {
    next += (uint64_t)count;
    CHECK_BETWEEN(count * LENGTH, next < COUNT ? 16 * KIB : 1, 48 * KIB);
  }
  CHECK_EQ(next, COUNT);
  queue_destroy(queue, name);
}

static void a_message_longer_than_a_piece_is_copied_whole(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 4 * MIB);
  uint8_t *message = malloc(MIB);
  uint32_t length;
  for (uint64_t id = 0; id < 2; id++) {
    message_fill(message, MIB, id);
    CHECK_RESULT(shmq_put(queue, message, MIB, 0), 0);
  }
  uint64_t position = 0;
  for (uint64_t id = 0; id < 2; id++) {
    CHECK_RESULT(shmq_scan(queue, &position, message, MIB, &length, NULL, 1, 0), 1);
    CHECK_EQ(length, MIB);
    CHECK(message_is(message, length, id));
  }
  free(message);
  queue_destroy(queue, name);
}

/* --- while others put and take --- */

/* Messages are numbered in the order of their puts: `front` is the oldest in the queue, `end` the
 * next to be put, `next` what the walk comes to. */
static void what_is_put_and_taken_meanwhile(void) {
  enum { STEPS = 30000, LONGEST = 300 };
  static size_t lengths[STEPS];
  struct random random = random_start(1);
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t message[LONGEST];
  uint64_t front = 0;
  uint64_t end = 0;
  uint64_t next = 0;
  uint64_t position = 0;
  uint64_t walks = 0;
  for (int step = 0; step < STEPS; step++) {
    const uint64_t choice = random_below(&random, 3);
    if (choice == 0) {
      lengths[end] = random_below(&random, LONGEST);
      message_fill(message, lengths[end], end);
      const int result = shmq_put(queue, message, lengths[end], 0);
      CHECK_RESULT(result, result == 0 ? 0 : -EAGAIN);
      end += result == 0;
    } else if (choice == 1 && front < end) {
      get_message(queue, lengths[front], front);
      front++;
    } else {
      next = next > front ? next : front;
      const uint64_t most = 1 + random_below(&random, 4);
      const ssize_t count = scan(queue, &position, 4 * LONGEST, most, next);
      CHECK_EQ(count, most < end - next ? most : end - next);
      next += (uint64_t)count;
      if (count == 0 && random_below(&random, 4) == 0) {
        position = 0;
        next = front;
        walks++;
      }
    }
  }
  CHECK(walks > 10);
  queue_destroy(queue, name);
}

struct stream {
  char name[NAME_SIZE];
  _Atomic bool stop;
};

#define STREAM_LENGTH(id) (MESSAGE_ID_LENGTH + (id) % 100)

static void put_stream(void *argument) {
  struct stream *stream = argument;
  shmq *queue = queue_open(stream->name);
  for (uint64_t id = 0; !atomic_load(&stream->stop); id++) {
    uint8_t message[STREAM_LENGTH(99)];
    message_fill(message, STREAM_LENGTH(id), id);
    int result;
    do {
      result = shmq_put(queue, message, STREAM_LENGTH(id), 10 * MILLISECOND);
      CHECK_RESULT(result, result == 0 ? 0 : -ETIMEDOUT);
    } while (result != 0 && !atomic_load(&stream->stop));
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void get_stream(void *argument) {
  struct stream *stream = argument;
  shmq *queue = queue_open(stream->name);
  uint8_t message[STREAM_LENGTH(99)];
  while (!atomic_load(&stream->stop)) {
    const ssize_t length = shmq_get(queue, message, sizeof message, 10 * MILLISECOND);
    CHECK(length >= 0 ? message_is(message, (size_t)length, message_id(message))
                      : length == -ETIMEDOUT);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

/* Every message whole, in order, none twice, and none left out between two of one call. */
static void walk_stream(struct stream *stream, shmq *queue) {
  uint8_t buffer[SMALL_RING];
  uint32_t lengths[16];
  const int64_t start = now();
  uint64_t next = 0;
  uint64_t position = 0;
  uint64_t seen = 0;
  while (now() - start < SECOND) {
    const ssize_t count =
        shmq_scan(queue, &position, buffer, sizeof buffer, lengths, NULL, 16, SOON);
    CHECK_BETWEEN(count, 0, 16);
    const uint8_t *message = buffer;
    for (ssize_t i = 0; i < count; i++) {
      const uint64_t id = message_id(message);
      CHECK_EQ(lengths[i], STREAM_LENGTH(id));
      CHECK(message_is(message, lengths[i], id));
      CHECK(i == 0 ? id >= next : id == next);
      next = id + 1;
      message += lengths[i];
    }
    seen += (uint64_t)count;
  }
  CHECK(seen > 100);
  atomic_store(&stream->stop, true);
}

static void a_walk_beside_processes_at_work_sees_whole_messages_in_order(void) {
  struct stream *stream = shared_memory(sizeof *stream);
  shmq *queue = queue_create(stream->name, 0, SMALL_RING);
  const pid_t producer = process_start(put_stream, stream);
  const pid_t consumer = process_start(get_stream, stream);
  walk_stream(stream, queue);
  process_join(producer);
  process_join(consumer);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, stream->name);
}

static void claim_and_get_stream(void *argument) {
  struct stream *stream = argument;
  shmq *queue = queue_open(stream->name);
  uint8_t message[STREAM_LENGTH(99)];
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  while (!atomic_load(&stream->stop)) {
    const ssize_t length = shmq_get(queue, message, sizeof message, 10 * MILLISECOND);
    CHECK(length >= 0 ? message_is(message, (size_t)length, message_id(message))
                      : length == -ETIMEDOUT);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_walk_beside_a_claimant_at_work_sees_whole_messages_in_order(void) {
  struct stream *stream = shared_memory(sizeof *stream);
  shmq *queue = queue_create(stream->name, 0, SMALL_RING);
  const pid_t producer = process_start(put_stream, stream);
  const pid_t consumer = process_start(claim_and_get_stream, stream);
  walk_stream(stream, queue);
  process_join(producer);
  process_join(consumer);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, stream->name);
}

/* A consumer goes by the head, not by the tail, which whoever died between commit and count left
 * behind. */
static void what_is_committed_and_not_counted_is_seen(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  uint8_t buffer[100];
  uint32_t lengths[3];
  uint64_t positions[3];
  uint64_t position = 0;
  steer(queue, segment, SMALL_RING - 64);
  const uint64_t tail = segment->producer.tail;
  const uint64_t puts = segment->producer.puts;
  for (uint64_t id = 1; id <= 3; id++) {
    put_message(queue, 20, id);
  }
  segment->producer.tail = tail;
  segment->producer.puts = puts;
  CHECK_RESULT(shmq_scan(queue, &position, buffer, sizeof buffer, lengths, positions, 3, 0), 3);
  for (uint64_t i = 0; i < 3; i++) {
    position = positions[i];
    CHECK_RESULT(scan(queue, &position, sizeof buffer, 3, 1 + i), 3 - i);
    CHECK_RESULT(scan(queue, &position, sizeof buffer, 3, 0), 0);
  }
  get_message(queue, 20, 1);
  position = positions[1];
  CHECK_RESULT(scan(queue, &position, sizeof buffer, 3, 2), 2);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

/* --- whose end it is --- */

static void a_claimed_end_is_borrowed(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *claimant = queue_open(name);
  uint64_t position = 0;
  CHECK_RESULT(shmq_claim(claimant, SHMQ_CONSUMER), 0);
  put_mixed(queue, 1);
  CHECK_RESULT(scan(queue, &position, 640, 4, 1), 4);
  CHECK_RESULT(scan(claimant, &position, 640, MIXED, 5), MIXED - 4);
  get_mixed(claimant, 1);
  CHECK_RESULT(shmq_close(claimant), 0);
  queue_destroy(queue, name);
}

static int64_t scan_at_once(void *queue) {
  uint64_t position = 0;
  uint8_t buffer[100];
  uint32_t length;
  return shmq_scan(queue, &position, buffer, sizeof buffer, &length, NULL, 1, 0);
}

static int64_t scan_for_a_while(void *queue) {
  uint64_t position = 0;
  uint8_t buffer[100];
  uint32_t length;
  return shmq_scan(queue, &position, buffer, sizeof buffer, &length, NULL, 1, 200 * MILLISECOND);
}

static void expect_in_vain(shmq *queue) {
  int64_t start = now();
  CHECK_RESULT(in_another_thread(scan_at_once, queue), -EBUSY);
  CHECK(now() - start < SECOND);
  start = now();
  CHECK_RESULT(in_another_thread(scan_for_a_while, queue), -ETIMEDOUT);
  CHECK_BETWEEN(now() - start, 200 * MILLISECOND, 2 * SECOND);
}

static void an_end_in_anothers_hands_is_waited_for_in_vain(void) {
  const void *front;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  for (int claimed = 0; claimed < 2; claimed++) {
    if (claimed) {
      CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
    }
    CHECK_RESULT(shmq_peek(queue, &front, 0), 10);
    expect_in_vain(queue);
    expect_in_vain(other);
    CHECK_RESULT(scan_at_once(queue), -EDEADLK);
    CHECK_RESULT(shmq_release(queue), 0);
    CHECK_RESULT(scan_at_once(queue), 1);
    CHECK_RESULT(scan_at_once(other), 1);
  }
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void a_producers_reservation_is_no_hindrance(void) {
  void *data;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint64_t position = 0;
  put_message(queue, 10, 1);
  CHECK_RESULT(shmq_reserve(queue, 20, &data, 0), 0);
  CHECK_RESULT(scan(queue, &position, 100, 2, 1), 1);
  CHECK_RESULT(scan(queue, &position, 100, 2, 0), 0);
  message_fill(data, 20, 2);
  CHECK_RESULT(shmq_commit(queue, 20), 0);
  CHECK_RESULT(scan(queue, &position, 100, 2, 2), 1);
  queue_destroy(queue, name);
}

static void a_queue_that_is_shut_down_is_walked_while_it_drains(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint64_t position = 0;
  put_mixed(queue, 1);
  CHECK_RESULT(scan(queue, &position, 640, 3, 1), 3);
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_RESULT(scan(queue, &position, 640, MIXED, 4), MIXED - 3);
  CHECK_RESULT(scan(queue, &position, 640, MIXED, 0), 0);
  position = 0;
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  CHECK_RESULT(scan(queue, &position, 640, MIXED, 0), -ESHUTDOWN);
  queue_destroy(queue, name);
}

/* --- what is refused --- */

static void wrong_arguments_are_refused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t buffer[10];
  uint32_t length;
  uint64_t position = 0;
  put_message(queue, sizeof buffer, 1);
  CHECK_RESULT(shmq_scan(queue, NULL, buffer, sizeof buffer, &length, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_scan(queue, &position, NULL, 1, &length, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_scan(queue, &position, buffer, sizeof buffer, NULL, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_scan(queue, &position, buffer, sizeof buffer, &length, NULL, 0, 0), -EINVAL);
  CHECK_RESULT(shmq_scan(queue, &position, buffer, sizeof buffer, &length, NULL, 1, -2), -EINVAL);
  CHECK_EQ(position, 0);
  queue_destroy(queue, name);
}

static void positions_that_can_be_none_are_refused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint64_t end = 0;
  put_message(queue, 100, 1);
  put_message(queue, 100, 2);
  CHECK_RESULT(scan(queue, &end, 200, 2, 1), 2);
  const uint64_t none[] = {1,          4,   100,        end + 8,       end + SMALL_RING / 2,
                           SMALL_RING, MIB, UINT64_MAX, UINT64_MAX - 7};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
    uint64_t position = none[i];
    CHECK_RESULT(scan(queue, &position, 200, 2, 0), -EINVAL);
    CHECK_EQ(position, none[i]);
  }
  get_message(queue, 100, 1);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

/* Within a message there is no record, whatever its bytes look like. */
static void made_up_positions_lead_to_no_message(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t message[200] = {0};
  /* As the word of a record which is far longer than what is there. */
  const uint64_t word = UINT64_C(1) << 32 | COMMITTED | 3000;
  memcpy(message + 80, &word, sizeof word);
  CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), 0);
  CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), 0);
  uint8_t buffer[SMALL_RING];
  uint32_t length;
  for (uint64_t position = 8; position < 200; position += 8) {
    uint64_t from = position;
    const ssize_t result = shmq_scan(queue, &from, buffer, sizeof buffer, &length, NULL, 1, 0);
    CHECK_RESULT(result, -EPROTO);
  }
  queue_destroy(queue, name);
}

static void damage_is_told(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  uint64_t position = 0;
  uint64_t second = 0;
  for (uint64_t id = 1; id <= 3; id++) {
    put_message(queue, 8, id);
  }
  CHECK_RESULT(scan(queue, &second, 100, 1, 1), 1);
  segment->ring[16 + 4] ^= 1;
  /* What lies before it is good. */
  CHECK_RESULT(scan(queue, &position, 100, 3, 1), 1);
  CHECK_EQ(position, second);
  segment->ring[16 + 7] ^= 1;
  CHECK_RESULT(scan(queue, &position, 100, 3, 0), -EPROTO);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(messages_are_copied_packed_with_their_lengths_and_stay),
    CASE(a_walk_goes_on_where_the_last_call_ended),
    CASE(at_the_end_there_is_nothing_until_more_is_put),
    CASE(a_message_longer_than_the_buffer_tells_its_length),
    CASE(a_walk_from_a_messages_position_begins_with_it),
    CASE(a_long_walk_comes_in_pieces),
    CASE(a_message_longer_than_a_piece_is_copied_whole),
    CASE(what_is_put_and_taken_meanwhile),
    CASE(a_walk_beside_processes_at_work_sees_whole_messages_in_order),
    CASE(a_walk_beside_a_claimant_at_work_sees_whole_messages_in_order),
    CASE(what_is_committed_and_not_counted_is_seen),
    CASE(a_claimed_end_is_borrowed),
    CASE(an_end_in_anothers_hands_is_waited_for_in_vain),
    CASE(a_producers_reservation_is_no_hindrance),
    CASE(a_queue_that_is_shut_down_is_walked_while_it_drains),
    CASE(wrong_arguments_are_refused),
    CASE(positions_that_can_be_none_are_refused),
    CASE(made_up_positions_lead_to_no_message),
    CASE(damage_is_told),
};

TEST_MAIN(cases)
