/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Batches: put_many and get_many do what as many calls of put and get would do, up to the first
 * that would have to wait.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "private_shm.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "segment_view.h"
#include "thread.h"
#include "worker.h"

#define BATCH_MOST 20000

/* A byte to put. */
static char byte[] = "b";

struct batch {
  size_t count;
  struct iovec messages[BATCH_MOST];
};

/* Every message has memory of its own, exactly as long as it is. */
static void batch_add(struct batch *batch, size_t length, uint64_t id) {
  CHECK(batch->count < BATCH_MOST);
  void *message = malloc(length);
  message_fill(message, length, id);
  batch->messages[batch->count++] = (struct iovec){message, length};
}

static void batch_clear(struct batch *batch) {
  while (batch->count > 0) {
    free(batch->messages[--batch->count].iov_base);
  }
}

static struct batch batch;

/* Puts messages `first`, `first` + 1, ... of these lengths. Returns as shmq_put_many. */
static ssize_t put_lengths(shmq *queue, const size_t *lengths, size_t count, uint64_t first) {
  for (size_t i = 0; i < count; i++) {
    batch_add(&batch, lengths[i], first + i);
  }
  const ssize_t put = shmq_put_many(queue, batch.messages, batch.count, 0);
  batch_clear(&batch);
  return put;
}

/* As put_lengths, with `count` messages of one length. */
static ssize_t put_equal(shmq *queue, size_t length, size_t count, uint64_t first) {
  for (size_t i = 0; i < count; i++) {
    batch_add(&batch, length, first + i);
  }
  const ssize_t put = shmq_put_many(queue, batch.messages, batch.count, 0);
  batch_clear(&batch);
  return put;
}

static void get_equal(shmq *queue, size_t length, size_t count, uint64_t first) {
  for (size_t i = 0; i < count; i++) {
    get_message(queue, length, first + i);
  }
}

static const size_t mixed[] = {9, 0, 1, 7, 8, 100, 0, 500, 15, 0};
#define MIXED (sizeof mixed / sizeof mixed[0])

static void a_batch_is_put_in_order(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(put_lengths(queue, mixed, MIXED, 1), MIXED);
  CHECK_EQ(shmq_qsize(queue), MIXED);
  for (size_t i = 0; i < MIXED; i++) {
    get_message(queue, mixed[i], 1 + i);
  }
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

/* Gets a batch into memory that is exactly as long as given, and checks that it is the messages
 * from `first` on. Returns as shmq_get_many. */
static ssize_t get_batch(shmq *queue, size_t capacity, size_t max_count, uint64_t first) {
  uint8_t *buffer = malloc(capacity);
  uint32_t *lengths = malloc(max_count * sizeof *lengths);
  const ssize_t count = shmq_get_many(queue, buffer, capacity, lengths, max_count, 0);
  CHECK(check_messages(buffer, lengths, count, first) <= capacity);
  free(buffer);
  free(lengths);
  return count;
}

static void a_batch_is_got_packed_with_its_lengths(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t buffer[640];
  uint32_t lengths[MIXED + 1];
  size_t total = 0;
  for (size_t i = 0; i < MIXED; i++) {
    put_message(queue, mixed[i], 1 + i);
    total += mixed[i];
  }
  CHECK_EQ(total, sizeof buffer);
  memset(lengths, 0xee, sizeof lengths);
  CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, MIXED + 1, 0), MIXED);
  const uint8_t *message = buffer;
  for (size_t i = 0; i < MIXED; i++) {
    CHECK_EQ(lengths[i], mixed[i]);
    CHECK(message_is(message, lengths[i], 1 + i));
    message += lengths[i];
  }
  CHECK_EQ(lengths[MIXED], 0xeeeeeeee);
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

static void get_many_ends_at_the_count(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(put_equal(queue, 10, 5, 1), 5);
  CHECK_RESULT(get_batch(queue, 1000, 3, 1), 3);
  CHECK_EQ(shmq_qsize(queue), 2);
  CHECK_RESULT(get_batch(queue, 1000, 1, 4), 1);
  CHECK_RESULT(get_batch(queue, 1000, 100, 5), 1);
  CHECK_RESULT(get_batch(queue, 1000, 100, 6), -EAGAIN);
  queue_destroy(queue, name);
}

static void get_many_ends_before_what_does_not_fit(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const size_t lengths[] = {10, 10, 11, 0, 5};
  CHECK_RESULT(put_lengths(queue, lengths, 5, 1), 5);
  /* The fourth and fifth would fit: order comes first. */
  CHECK_RESULT(get_batch(queue, 30, 100, 1), 2);
  CHECK_RESULT(get_batch(queue, 11, 100, 3), 2);
  CHECK_RESULT(get_batch(queue, 5, 100, 5), 1);
  queue_destroy(queue, name);
}

static void messages_of_no_bytes_need_no_buffer(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const struct iovec nothing[4] = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {byte, 1}};
  uint32_t lengths[4] = {9, 9, 9, 9};
  CHECK_RESULT(shmq_put_many(queue, nothing, 4, 0), 4);
  CHECK_RESULT(shmq_get_many(queue, NULL, 0, lengths, 4, 0), 3);
  CHECK_EQ(lengths[0] + lengths[1] + lengths[2], 0);
  CHECK_EQ(lengths[3], 9);
  CHECK_EQ(shmq_qsize(queue), 1);
  queue_destroy(queue, name);
}

/* A consumer that has come to know a stream takes what it found in runs, and pauses between them:
 * no batch ends with a run. */
static void get_many_has_all_that_is_there_also_in_a_stream(void) {
  enum { STREAM = 40, FEW = 5, MORE = 60, LENGTH = 24 };
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 0);
  for (int ends = 0; ends <= SHMQ_CONSUMER; ends += SHMQ_CONSUMER) {
    CHECK_RESULT(ends == 0 ? 0 : shmq_claim(queue, ends), 0);
    uint64_t next = 1;
    for (int times = 0; times < 3; times++) {
      CHECK_RESULT(put_equal(queue, LENGTH, STREAM, next), STREAM);
      CHECK_RESULT(get_batch(queue, STREAM * LENGTH, STREAM + 1, next), STREAM);
      next += STREAM;
      CHECK_RESULT(put_equal(queue, LENGTH, FEW, next), FEW);
      get_equal(queue, LENGTH, 1, next);
      CHECK_RESULT(put_equal(queue, LENGTH, MORE, next + FEW), MORE);
      size_t rest = FEW - 1 + MORE;
      CHECK_RESULT(get_batch(queue, rest * LENGTH, rest + 1, next + 1), rest);
      next += FEW + MORE;
    }
  }
  queue_destroy(queue, name);
}

static void a_first_message_that_does_not_fit_the_buffer_stays(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint8_t buffer[99];
  uint32_t lengths[2] = {7, 7};
  CHECK_RESULT(put_equal(queue, 100, 2, 1), 2);
  memset(buffer, 0xee, sizeof buffer);
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, 2, 0), -EMSGSIZE);
    CHECK_EQ(lengths[0], 100);
    CHECK_EQ(lengths[1], 7);
  }
  for (size_t i = 0; i < sizeof buffer; i++) {
    CHECK_EQ(buffer[i], 0xee);
  }
  CHECK_RESULT(shmq_get_many(queue, NULL, 0, lengths, 2, SHMQ_FOREVER), -EMSGSIZE);
  CHECK_EQ(shmq_qsize(queue), 2);
  CHECK_RESULT(get_batch(queue, 200, 2, 1), 2);
  queue_destroy(queue, name);
}

static void put_many_ends_at_the_limit_on_the_count(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 5, SMALL_RING);
  CHECK_RESULT(put_equal(queue, 10, 8, 1), 5);
  CHECK_EQ(shmq_full(queue), 1);
  CHECK_RESULT(put_equal(queue, 10, 8, 6), -EAGAIN);
  get_equal(queue, 10, 2, 1);
  CHECK_RESULT(put_equal(queue, 10, 8, 6), 2);
  get_equal(queue, 10, 5, 3);
  CHECK_RESULT(put_equal(queue, 10, 5, 8), 5);
  get_equal(queue, 10, 5, 8);
  queue_destroy(queue, name);
}

static void put_many_ends_at_the_limit_on_bytes(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  /* A record of 8 + 104 bytes; the terminator takes 8 bytes of the ring. */
  const size_t room = (SMALL_RING - 8) / 112;
  CHECK_RESULT(put_equal(queue, 100, room + 1, 1), room);
  CHECK_RESULT(put_equal(queue, 100, 1, 99), -EAGAIN);
  get_equal(queue, 100, room, 1);
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

static void a_batch_may_fill_the_ring_to_the_last_byte(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const size_t all = (SMALL_RING - 8) / 8;
  CHECK_RESULT(put_equal(queue, 0, all, 1), all);
  CHECK_EQ(shmq_full(queue), 1);
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_RESULT(get_batch(queue, 0, all + 1, 1), all);
  queue_destroy(queue, name);
}

static void a_first_message_that_can_never_fit_is_refused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const size_t longest = (size_t)shmq_max_length(queue);
  const size_t lengths[] = {longest + 1, 10};
  CHECK_RESULT(put_lengths(queue, lengths, 2, 1), -EMSGSIZE);
  const struct iovec huge = {(void *)name, SIZE_MAX};
  CHECK_RESULT(shmq_put_many(queue, &huge, 1, SHMQ_FOREVER), -EMSGSIZE);
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

static void a_later_message_that_can_never_be_put_ends_the_batch(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const size_t lengths[] = {10, 20, (size_t)shmq_max_length(queue) + 1, 30};
  CHECK_RESULT(put_lengths(queue, lengths, 4, 1), 2);
  get_message(queue, 10, 1);
  get_message(queue, 20, 2);
  CHECK_EQ(shmq_empty(queue), 1);
  const struct iovec null_later[] = {{byte, 1}, {NULL, 1}, {byte, 1}};
  CHECK_RESULT(shmq_put_many(queue, null_later, 3, 0), 1);
  CHECK_EQ(shmq_qsize(queue), 1);
  queue_destroy(queue, name);
}

static void arguments_are_checked(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const struct iovec one = {byte, 1};
  const struct iovec null = {NULL, 1};
  uint8_t buffer[8];
  uint32_t lengths[1];
  CHECK_RESULT(shmq_put_many(queue, &one, 0, 0), -EINVAL);
  CHECK_RESULT(shmq_put_many(queue, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_put_many(queue, NULL, 0, 0), -EINVAL);
  CHECK_RESULT(shmq_put_many(queue, &null, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_put_many(queue, &one, 1, -2), -EINVAL);
  CHECK_RESULT(shmq_put_many(queue, &one, 1, INT64_MIN), -EINVAL);
  CHECK_EQ(shmq_empty(queue), 1);
  put_message(queue, 1, 1);
  CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, 0, 0), -EINVAL);
  CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_get_many(queue, NULL, 1, lengths, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, 1, -2), -EINVAL);
  CHECK_EQ(shmq_qsize(queue), 1);
  queue_destroy(queue, name);
}

static void without_room_or_messages_a_batch_keeps_its_time(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  const struct iovec messages[] = {{byte, 1}, {byte, 1}};
  uint8_t buffer[8];
  uint32_t lengths[2];
  CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, 2, 0), -EAGAIN);
  int64_t start = now();
  CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, 2, 150 * MILLISECOND),
               -ETIMEDOUT);
  CHECK(now() - start >= 150 * MILLISECOND);
  put_message(queue, 1, 1);
  CHECK_RESULT(shmq_put_many(queue, messages, 2, 0), -EAGAIN);
  start = now();
  CHECK_RESULT(shmq_put_many(queue, messages, 2, 150 * MILLISECOND), -ETIMEDOUT);
  CHECK(now() - start >= 150 * MILLISECOND);
  CHECK_EQ(shmq_qsize(queue), 1);
  queue_destroy(queue, name);
}

static int64_t put_three(void *queue) {
  const struct iovec messages[] = {{byte, 1}, {byte, 1}, {byte, 1}};
  return shmq_put_many(queue, messages, 3, SHMQ_FOREVER);
}

static int64_t get_three(void *queue) {
  uint8_t buffer[8];
  uint32_t lengths[3];
  return shmq_get_many(queue, buffer, sizeof buffer, lengths, 3, SHMQ_FOREVER);
}

static void put_many_waits_for_room_for_the_first_only(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 3, SMALL_RING);
  struct thread producer;
  CHECK_RESULT(put_equal(queue, 1, 3, 1), 3);
  thread_start_to_sleep(&producer, put_three, queue);
  get_message(queue, 1, 1);
  CHECK_RESULT(thread_result(&producer), 1);
  CHECK_EQ(shmq_qsize(queue), 3);
  queue_destroy(queue, name);
}

static void get_many_waits_for_the_first_only(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct thread consumer;
  thread_start_to_sleep(&consumer, get_three, queue);
  put_message(queue, 1, 1);
  CHECK_RESULT(thread_result(&consumer), 1);
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

/* --- against the loops that the calls equal --- */

static size_t put_one_by_one(shmq *queue, const struct batch *messages) {
  size_t put = 0;
  int result = 0;
  while (put < messages->count && result == 0) {
    const struct iovec *message = &messages->messages[put];
    result = shmq_put(queue, message->iov_base, message->iov_len, 0);
    CHECK_RESULT(result, result == 0 ? 0 : -EAGAIN);
    put += result == 0;
  }
  return put;
}

/* Puts a batch into one queue and the same messages one by one into its twin. Returns how many. */
static size_t put_both(shmq *queue, shmq *twin, uint64_t first, size_t longest,
                       struct random *random) {
  const size_t count = 1 + random_below(random, 12);
  for (size_t i = 0; i < count; i++) {
    batch_add(&batch, random_below(random, longest + 1), first + i);
  }
  const ssize_t put = shmq_put_many(queue, batch.messages, batch.count, 0);
  const size_t expected = put_one_by_one(twin, &batch);
  CHECK_RESULT(put, expected == 0 ? -EAGAIN : (int64_t)expected);
  batch_clear(&batch);
  return expected;
}

/* Looks at the front of both, so that both heads are taken over padding. Returns its length. */
static ssize_t front_of_both(shmq *queue, shmq *twin) {
  const void *message;
  const ssize_t length = shmq_peek(queue, &message, 0);
  CHECK_RESULT(shmq_peek(twin, &message, 0), length);
  CHECK_RESULT(shmq_release(queue), length < 0 ? -EPERM : 0);
  CHECK_RESULT(shmq_release(twin), length < 0 ? -EPERM : 0);
  return length;
}

/* Gets a batch from one queue and as many messages from its twin. Returns how many. */
static size_t get_both(shmq *queue, shmq *twin, uint64_t first, size_t longest,
                       struct random *random) {
  const size_t max_count = 1 + random_below(random, 12);
  const size_t capacity = random_below(random, 4 * longest);
  uint8_t *buffer = malloc(capacity);
  uint8_t *other = malloc(longest);
  uint32_t lengths[12];
  const ssize_t count = shmq_get_many(queue, buffer, capacity, lengths, max_count, 0);
  if (count == -EMSGSIZE) {
    CHECK(lengths[0] > capacity);
  } else if (count < 0) {
    CHECK_RESULT(count, -EAGAIN);
    CHECK_EQ(shmq_empty(twin), 1);
  }
  size_t used = 0;
  for (ssize_t i = 0; i < count; i++) {
    CHECK(message_is(buffer + used, lengths[i], first + (uint64_t)i));
    CHECK_RESULT(shmq_get(twin, other, longest, 0), lengths[i]);
    CHECK(message_is(other, lengths[i], first + (uint64_t)i));
    used += lengths[i];
  }
  CHECK_EQ(shmq_qsize(queue), shmq_qsize(twin));
  const ssize_t next = front_of_both(queue, twin);
  if (count > 0 && count < (ssize_t)max_count && next != -EAGAIN) {
    /* It ended early because the next did not fit. */
    CHECK(next > (ssize_t)(capacity - used));
  }
  free(buffer);
  free(other);
  return count > 0 ? (size_t)count : 0;
}

static void run_twins(int64_t max_messages, uint64_t ring, size_t longest, uint64_t stream) {
  struct random random = random_start(stream);
  char name[NAME_SIZE];
  char twin_name[NAME_SIZE];
  shmq *queue = queue_create(name, max_messages, ring);
  shmq *twin = queue_create(twin_name, max_messages, ring);
  uint64_t put = 0;
  uint64_t got = 0;
  for (int round = 0; round < 4000; round++) {
    if (random_below(&random, 2) == 0) {
      put += put_both(queue, twin, put, longest, &random);
    } else {
      got += get_both(queue, twin, got, longest, &random);
    }
    CHECK_EQ(shmq_qsize(queue), put - got);
    CHECK_EQ(shmq_full(queue), shmq_full(twin));
  }
  CHECK(put > 1000);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
  queue_destroy(twin, twin_name);
}

static void batches_of_small_messages_equal_single_ones(void) {
  run_twins(0, SMALL_RING, 100, 1);
}

static void batches_of_messages_near_the_ring_size_equal_single_ones(void) {
  run_twins(0, SMALL_RING, SMALL_RING - 16, 2);
}

static void batches_under_a_count_limit_equal_single_ones(void) {
  run_twins(7, SMALL_RING, 300, 3);
}

/* Longer than one piece that the library commits at once. */
static void batches_of_long_messages_equal_single_ones(void) {
  run_twins(0, 1 << 18, 20000, 4);
}

/* --- long batches --- */

static void put_and_get_long_batch(uint64_t ring, size_t length, size_t count) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, ring);
  CHECK_RESULT(put_equal(queue, length, count, 1), count);
  CHECK_EQ(shmq_qsize(queue), count);
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_RESULT(get_batch(queue, length * count, count, 1), count);
  CHECK_EQ(shmq_empty(queue), 1);
  /* Once more, from elsewhere in the ring. */
  CHECK_RESULT(put_equal(queue, length, count, 7), count);
  CHECK_RESULT(get_batch(queue, length * count, count, 7), count);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void a_batch_may_be_longer_than_one_piece(void) {
  put_and_get_long_batch(1 << 18, 100, 2000);
}

static void memory_grows_within_a_batch(void) {
  put_and_get_long_batch(1 << 23, 300, BATCH_MOST);
}

static void a_batch_may_be_of_long_messages(void) {
  put_and_get_long_batch(1 << 23, 50000, 100);
}

static void a_batch_ends_where_memory_does(void) {
  char name[NAME_SIZE];
  const size_t length = 4000;
  if (!private_shm_mount("size=4m")) {
    skip("no file system may be mounted here (neither root nor a user namespace)");
  }
  shmq *queue = queue_create(name, 0, 1 << 24);
  const ssize_t put = put_equal(queue, length, 2000, 1);
  CHECK_BETWEEN(put * (ssize_t)length, 3 << 20, 4 << 20);
  CHECK_RESULT(put_equal(queue, length, 2000, 1), -ENOSPC);
  CHECK_EQ(shmq_qsize(queue), put);
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_RESULT(get_batch(queue, length * (size_t)put, (size_t)put + 1, 1), put);
  CHECK_RESULT(put_equal(queue, length, 10, 1), 10);
  get_equal(queue, length, 10, 1);
  queue_destroy(queue, name);
}

/* --- among processes --- */

#define SLEEPERS 4
#define ROUNDS 40

static uint64_t slice_rescues(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat.slice_rescues;
}

static void start_workers(struct worker workers[SLEEPERS], const char *name) {
  for (int i = 0; i < SLEEPERS; i++) {
    worker_start(&workers[i], name);
  }
}

static void end_workers(struct worker workers[SLEEPERS]) {
  for (int i = 0; i < SLEEPERS; i++) {
    worker_end(&workers[i]);
  }
}

/* Without wake-ups at least one sleeper a round would only find its message by itself. That some do
 * is possible where a sleep is just over. */
static void expect_woken(shmq *queue) {
  CHECK_BETWEEN(slice_rescues(queue), 0, ROUNDS / 4);
}

static void a_batch_wakes_as_many_sleepers_as_it_has_messages(void) {
  char name[NAME_SIZE];
  struct worker workers[SLEEPERS];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  start_workers(workers, name);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    for (int i = 0; i < SLEEPERS; i++) {
      worker_ask_to_sleep(&workers[i], WORKER_GET, 0);
    }
    CHECK_RESULT(put_equal(queue, WORKER_LENGTH, SLEEPERS, round * SLEEPERS), SLEEPERS);
    uint64_t sum = 0;
    for (int i = 0; i < SLEEPERS; i++) {
      sum += worker_answer(&workers[i]).id - round * SLEEPERS;
    }
    CHECK_EQ(sum, SLEEPERS * (SLEEPERS - 1) / 2);
  }
  expect_woken(queue);
  end_workers(workers);
  queue_destroy(queue, name);
}

static void a_batch_that_is_got_wakes_as_many_sleepers_as_it_leaves_room_for(void) {
  char name[NAME_SIZE];
  struct worker workers[SLEEPERS];
  uint8_t buffer[SLEEPERS * WORKER_LENGTH];
  uint32_t lengths[SLEEPERS];
  shmq *queue = queue_create(name, SLEEPERS, SMALL_RING);
  start_workers(workers, name);
  CHECK_RESULT(put_equal(queue, WORKER_LENGTH, SLEEPERS, 0), SLEEPERS);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    for (int i = 0; i < SLEEPERS; i++) {
      worker_ask_to_sleep(&workers[i], WORKER_PUT, 0);
    }
    CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, SLEEPERS, 0), SLEEPERS);
    for (int i = 0; i < SLEEPERS; i++) {
      CHECK_RESULT(worker_answer(&workers[i]).result, 0);
    }
  }
  expect_woken(queue);
  end_workers(workers);
  queue_destroy(queue, name);
}

#define PUTTERS 2
#define BATCHES 400
#define BATCH 50

struct putter {
  const char *name;
  uint64_t number;
};

/* A message's number says who put it, in which batch, and where in that batch. */
static uint64_t number_of(uint64_t putter, uint64_t number, uint64_t place) {
  return (putter << 40) + (number << 16) + place;
}

/* Every call puts a batch of its own, also where the last was cut short. */
static void put_batches(void *argument) {
  const struct putter *putter = argument;
  shmq *queue = queue_open(putter->name);
  for (uint64_t number = 0; number < BATCHES; number++) {
    for (uint64_t place = 0; place < BATCH; place++) {
      batch_add(&batch, 1000, number_of(putter->number, number, place));
    }
    CHECK(shmq_put_many(queue, batch.messages, BATCH, SHMQ_FOREVER) >= 1);
    batch_clear(&batch);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void no_message_of_others_comes_within_a_batch(void) {
  static uint8_t message[1000];
  struct putter putters[PUTTERS];
  pid_t pids[PUTTERS];
  uint64_t batches[PUTTERS] = {0};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 1 << 18);
  for (uint64_t i = 0; i < PUTTERS; i++) {
    putters[i] = (struct putter){name, i};
    pids[i] = process_start(put_batches, &putters[i]);
  }
  uint64_t last = UINT64_MAX;
  while (batches[0] < BATCHES || batches[1] < BATCHES || shmq_empty(queue) == 0) {
    CHECK_RESULT(shmq_get(queue, message, sizeof message, SOON), sizeof message);
    const uint64_t id = message_id(message);
    CHECK(message_is(message, sizeof message, id));
    if ((id & 0xffff) == 0) {
      CHECK_EQ(id, number_of(id >> 40, batches[id >> 40]++, 0));
    } else {
      CHECK_EQ(id, last + 1);
    }
    last = id;
    if (batches[0] == BATCHES && batches[1] == BATCHES) {
      break;
    }
  }
  for (size_t i = 0; i < PUTTERS; i++) {
    process_join(pids[i]);
  }
  while (shmq_get(queue, message, sizeof message, 0) > 0) {
    CHECK_EQ(message_id(message), ++last);
  }
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_batch_is_put_in_order),
    CASE(a_batch_is_got_packed_with_its_lengths),
    CASE(get_many_ends_at_the_count),
    CASE(get_many_ends_before_what_does_not_fit),
    CASE(get_many_has_all_that_is_there_also_in_a_stream),
    CASE(messages_of_no_bytes_need_no_buffer),
    CASE(a_first_message_that_does_not_fit_the_buffer_stays),
    CASE(put_many_ends_at_the_limit_on_the_count),
    CASE(put_many_ends_at_the_limit_on_bytes),
    CASE(a_batch_may_fill_the_ring_to_the_last_byte),
    CASE(a_first_message_that_can_never_fit_is_refused),
    CASE(a_later_message_that_can_never_be_put_ends_the_batch),
    CASE(arguments_are_checked),
    CASE(without_room_or_messages_a_batch_keeps_its_time),
    CASE(put_many_waits_for_room_for_the_first_only),
    CASE(get_many_waits_for_the_first_only),
    CASE(batches_of_small_messages_equal_single_ones),
    CASE(batches_of_messages_near_the_ring_size_equal_single_ones),
    CASE(batches_under_a_count_limit_equal_single_ones),
    CASE(batches_of_long_messages_equal_single_ones),
    CASE(a_batch_may_be_longer_than_one_piece),
    CASE(memory_grows_within_a_batch),
    CASE(a_batch_may_be_of_long_messages),
    CASE(a_batch_ends_where_memory_does),
    CASE(a_batch_wakes_as_many_sleepers_as_it_has_messages),
    CASE(a_batch_that_is_got_wakes_as_many_sleepers_as_it_leaves_room_for),
    CASE(no_message_of_others_comes_within_a_batch),
};

TEST_MAIN(cases)
