/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Messages that are written and read in the queue itself: reserve and commit, peek and consume, and
 * what happens in between.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "private_shm.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "resources.h"
#include "runner.h"
#include "segment_view.h"
#include "thread.h"
#include "worker.h"

static bool is_aligned(const void *data) {
  return (uintptr_t)data % 8 == 0;
}

static void *reserve(shmq *queue, size_t length) {
  void *data = NULL;
  CHECK_RESULT(shmq_reserve(queue, length, &data, 0), 0);
  CHECK(data != NULL && is_aligned(data));
  return data;
}

static const void *peek(shmq *queue, size_t length) {
  const void *data = NULL;
  CHECK_RESULT(shmq_peek(queue, &data, 0), length);
  CHECK(data != NULL && is_aligned(data));
  return data;
}

static void put_in_place(shmq *queue, size_t length, uint64_t id) {
  message_fill(reserve(queue, length), length, id);
  CHECK_RESULT(shmq_commit(queue, length), 0);
}

static void get_in_place(shmq *queue, size_t length, uint64_t id) {
  CHECK(message_is(peek(queue, length), length, id));
  CHECK_RESULT(shmq_consume(queue), 0);
}

/* --- what they do --- */

static void content_of_any_length_goes_through(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (size_t length = 0; length < 300; length++) {
    put_in_place(queue, length, length);
    get_message(queue, length, length);
    put_message(queue, length, length + 1);
    get_in_place(queue, length, length + 1);
    put_in_place(queue, length, length + 2);
    get_in_place(queue, length, length + 2);
  }
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

static void a_message_is_not_there_before_its_commit(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  message_fill(reserve(queue, 100), 100, 1);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EAGAIN);
  CHECK_RESULT(shmq_commit(queue, 100), 0);
  CHECK_EQ(shmq_qsize(queue), 1);
  get_message(queue, 100, 1);
  queue_destroy(queue, name);
}

static void a_commit_may_be_shorter(void) {
  static const size_t lengths[] = {0, 1, 7, 8, 60, 92, 99, 100};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    message_fill(reserve(queue, 100), lengths[i], i);
    CHECK_RESULT(shmq_commit(queue, lengths[i]), 0);
    put_message(queue, 10, i);
  }
  CHECK_RESULT(shmq_check(queue), 0);
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    get_message(queue, lengths[i], i);
    get_message(queue, 10, i);
  }
  queue_destroy(queue, name);
}

static void a_commit_may_not_be_longer(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  message_fill(reserve(queue, 100), 100, 1);
  CHECK_RESULT(shmq_commit(queue, 101), -EMSGSIZE);
  CHECK_RESULT(shmq_commit(queue, SIZE_MAX), -EMSGSIZE);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_RESULT(shmq_commit(queue, 100), 0);
  get_message(queue, 100, 1);
  queue_destroy(queue, name);
}

static void an_abort_leaves_no_trace(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (uint64_t i = 0; i < 200; i++) {
    memset(reserve(queue, 900), 0xff, 900);
    CHECK_RESULT(shmq_abort(queue), 0);
    CHECK_EQ(shmq_empty(queue), 1);
    CHECK_RESULT(shmq_check(queue), 0);
    put_message(queue, 100, i);
    get_message(queue, 100, i);
  }
  queue_destroy(queue, name);
}

static void a_release_leaves_the_message_at_the_front(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 100, 1);
  put_message(queue, 100, 2);
  for (int i = 0; i < 3; i++) {
    CHECK(message_is(peek(queue, 100), 100, 1));
    CHECK_EQ(shmq_qsize(queue), 2);
    CHECK_RESULT(shmq_release(queue), 0);
    CHECK_EQ(shmq_qsize(queue), 2);
  }
  get_in_place(queue, 100, 1);
  CHECK_EQ(shmq_qsize(queue), 1);
  get_message(queue, 100, 2);
  queue_destroy(queue, name);
}

static void arguments_are_checked(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  void *data;
  const void *message;
  CHECK_RESULT(shmq_reserve(queue, 1, NULL, 0), -EINVAL);
  CHECK_RESULT(shmq_reserve(queue, 1, &data, -2), -EINVAL);
  CHECK_RESULT(shmq_reserve(queue, (size_t)shmq_max_length(queue) + 1, &data, SHMQ_FOREVER),
               -EMSGSIZE);
  CHECK_RESULT(shmq_reserve(queue, SIZE_MAX, &data, 0), -EMSGSIZE);
  put_message(queue, 1, 1);
  CHECK_RESULT(shmq_peek(queue, NULL, 0), -EINVAL);
  CHECK_RESULT(shmq_peek(queue, &message, -2), -EINVAL);
  /* None of these has begun anything. */
  CHECK_RESULT(shmq_abort(queue), -EPERM);
  CHECK_RESULT(shmq_release(queue), -EPERM);
  get_message(queue, 1, 1);
  queue_destroy(queue, name);
}

static void without_room_or_message_they_keep_their_time(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  void *data;
  const void *message;
  CHECK_RESULT(shmq_peek(queue, &message, 0), -EAGAIN);
  int64_t start = now();
  CHECK_RESULT(shmq_peek(queue, &message, 150 * MILLISECOND), -ETIMEDOUT);
  CHECK(now() - start >= 150 * MILLISECOND);
  CHECK_RESULT(shmq_release(queue), -EPERM);
  put_message(queue, 1, 1);
  CHECK_RESULT(shmq_reserve(queue, 1, &data, 0), -EAGAIN);
  start = now();
  CHECK_RESULT(shmq_reserve(queue, 1, &data, 150 * MILLISECOND), -ETIMEDOUT);
  CHECK(now() - start >= 150 * MILLISECOND);
  CHECK_RESULT(shmq_abort(queue), -EPERM);
  get_message(queue, 1, 1);
  queue_destroy(queue, name);
}

static int64_t reserve_and_commit(void *queue) {
  void *data;
  const int result = shmq_reserve(queue, 10, &data, SHMQ_FOREVER);
  CHECK_RESULT(result, 0);
  message_fill(data, 10, 2);
  return shmq_commit(queue, 10);
}

static void a_reservation_waits_for_room(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  struct thread producer;
  put_message(queue, 10, 1);
  thread_start_to_sleep(&producer, reserve_and_commit, queue);
  get_message(queue, 10, 1);
  CHECK_RESULT(thread_result(&producer), 0);
  get_message(queue, 10, 2);
  queue_destroy(queue, name);
}

static int64_t peek_and_consume(void *queue) {
  const void *data;
  CHECK_RESULT(shmq_peek(queue, &data, SHMQ_FOREVER), 10);
  CHECK(message_is(data, 10, 1));
  return shmq_consume(queue);
}

static void a_look_waits_for_a_message(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct thread consumer;
  thread_start_to_sleep(&consumer, peek_and_consume, queue);
  put_message(queue, 10, 1);
  CHECK_RESULT(thread_result(&consumer), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

static void without_memory_nothing_is_reserved(void) {
  char name[NAME_SIZE];
  void *data;
  uint64_t put = 0;
  if (!private_shm_mount("size=4m")) {
    skip("no file system may be mounted here (neither root nor a user namespace)");
  }
  shmq *queue = queue_create(name, 0, 1 << 24);
  int result;
  while ((result = shmq_reserve(queue, 10000, &data, 0)) == 0) {
    message_fill(data, 10000, put++);
    CHECK_RESULT(shmq_commit(queue, 10000), 0);
  }
  CHECK_RESULT(result, -ENOSPC);
  CHECK_RESULT(shmq_abort(queue), -EPERM);
  CHECK(put > 300);
  for (uint64_t id = 0; id < put; id++) {
    get_in_place(queue, 10000, id);
  }
  queue_destroy(queue, name);
}

/* --- where in the ring --- */

static void the_largest_message_fits_wherever_the_ring_stands(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  const size_t largest = (size_t)shmq_max_length(queue);
  for (uint64_t offset = 0; offset < SMALL_RING; offset += 8) {
    steer(queue, segment, offset);
    memset(reserve(queue, largest), 0xff, largest);
    CHECK_RESULT(shmq_abort(queue), 0);
    steer(queue, segment, offset);
    put_in_place(queue, largest, offset);
    CHECK_EQ(shmq_full(queue), 1);
    get_in_place(queue, largest, offset);
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void a_message_behind_the_rings_end_may_be_aborted_or_shorter(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  for (uint64_t offset = SMALL_RING - 400; offset < SMALL_RING; offset += 8) {
    steer(queue, segment, offset);
    put_message(queue, 0, 1);
    memset(reserve(queue, 500), 0xff, 500);
    CHECK_RESULT(shmq_abort(queue), 0);
    CHECK_RESULT(shmq_check(queue), 0);
    message_fill(reserve(queue, 500), 30, 2);
    CHECK_RESULT(shmq_commit(queue, 30), 0);
    CHECK_RESULT(shmq_check(queue), 0);
    get_message(queue, 0, 1);
    get_in_place(queue, 30, 2);
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

#define MODEL_MOST 600

struct model {
  size_t lengths[MODEL_MOST];
  uint64_t first;
  uint64_t next;
};

static void put_by_chance(shmq *queue, struct model *model, size_t longest, struct random *random) {
  void *data;
  const size_t reserved = random_below(random, longest + 1);
  const int result = shmq_reserve(queue, reserved, &data, 0);
  if (result != 0) {
    CHECK_RESULT(result, -EAGAIN);
    CHECK(model->next > model->first);
    return;
  }
  memset(data, 0xff, reserved);
  if (random_below(random, 4) == 0) {
    CHECK_RESULT(shmq_abort(queue), 0);
    return;
  }
  const size_t length = random_below(random, reserved + 1);
  message_fill(data, length, model->next);
  CHECK_RESULT(shmq_commit(queue, length), 0);
  model->lengths[model->next++ % MODEL_MOST] = length;
}

static void get_by_chance(shmq *queue, struct model *model, struct random *random) {
  const void *data;
  const ssize_t length = shmq_peek(queue, &data, 0);
  if (model->first == model->next) {
    CHECK_RESULT(length, -EAGAIN);
    return;
  }
  CHECK_RESULT(length, model->lengths[model->first % MODEL_MOST]);
  CHECK(message_is(data, (size_t)length, model->first));
  if (random_below(random, 4) == 0) {
    CHECK_RESULT(shmq_release(queue), 0);
  } else {
    CHECK_RESULT(shmq_consume(queue), 0);
    model->first++;
  }
}

static void run_model(uint64_t ring, size_t longest, uint64_t stream) {
  struct random random = random_start(stream);
  struct model model = {.first = 0};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, ring);
  for (int i = 0; i < 50000; i++) {
    if (random_below(&random, 2) == 0) {
      put_by_chance(queue, &model, longest, &random);
    } else {
      get_by_chance(queue, &model, &random);
    }
    CHECK_EQ(shmq_qsize(queue), model.next - model.first);
  }
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void any_order_of_calls_keeps_the_messages(void) {
  run_model(SMALL_RING, 200, 1);
  run_model(SMALL_RING, SMALL_RING - 16, 2);
}

static void a_message_moves_from_queue_to_queue_without_a_copy_between(void) {
  char names[2][NAME_SIZE];
  shmq *from = queue_create(names[0], 0, SMALL_RING);
  shmq *to = queue_create(names[1], 0, SMALL_RING);
  for (uint64_t id = 0; id < 1000; id++) {
    put_message(from, 100 + id, id);
    const void *message = peek(from, 100 + id);
    memcpy(reserve(to, 100 + id), message, 100 + id);
    CHECK_RESULT(shmq_commit(to, 100 + id), 0);
    CHECK_RESULT(shmq_consume(from), 0);
    get_message(to, 100 + id, id);
  }
  queue_destroy(from, names[0]);
  queue_destroy(to, names[1]);
}

static void a_thread_may_reserve_and_peek_at_the_same_queue(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 100, 1);
  void *data = reserve(queue, 100);
  memcpy(data, peek(queue, 100), 100);
  CHECK_RESULT(shmq_consume(queue), 0);
  CHECK_RESULT(shmq_commit(queue, 100), 0);
  get_message(queue, 100, 1);
  queue_destroy(queue, name);
}

/* --- who may not --- */

static int64_t commit_nothing(void *queue) {
  return shmq_commit(queue, 0);
}

static int64_t abort_it(void *queue) {
  return shmq_abort(queue);
}

static int64_t consume_it(void *queue) {
  return shmq_consume(queue);
}

static int64_t release_it(void *queue) {
  return shmq_release(queue);
}

static void expect_no_reservation(shmq *queue, int64_t error) {
  CHECK_RESULT(shmq_commit(queue, 0), error);
  CHECK_RESULT(shmq_abort(queue), error);
}

static void expect_no_look(shmq *queue, int64_t error) {
  CHECK_RESULT(shmq_consume(queue), error);
  CHECK_RESULT(shmq_release(queue), error);
}

static void only_what_was_begun_can_be_ended(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  expect_no_reservation(queue, -EPERM);
  expect_no_look(queue, -EPERM);
  reserve(queue, 10);
  expect_no_look(queue, -EPERM);
  CHECK_RESULT(shmq_commit(queue, 0), 0);
  expect_no_reservation(queue, -EPERM);
  reserve(queue, 10);
  CHECK_RESULT(shmq_abort(queue), 0);
  expect_no_reservation(queue, -EPERM);
  peek(queue, 10);
  expect_no_reservation(queue, -EPERM);
  CHECK_RESULT(shmq_release(queue), 0);
  expect_no_look(queue, -EPERM);
  peek(queue, 10);
  CHECK_RESULT(shmq_consume(queue), 0);
  expect_no_look(queue, -EPERM);
  CHECK_EQ(shmq_qsize(queue), 1);
  expect_no_reservation(NULL, -EINVAL);
  expect_no_look(NULL, -EINVAL);
  queue_destroy(queue, name);
  expect_no_reservation(queue, -EBADF);
  expect_no_look(queue, -EBADF);
}

static void another_thread_can_not_end_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  message_fill(reserve(queue, 10), 10, 2);
  peek(queue, 10);
  CHECK_RESULT(in_another_thread(commit_nothing, queue), -EPERM);
  CHECK_RESULT(in_another_thread(abort_it, queue), -EPERM);
  CHECK_RESULT(in_another_thread(consume_it, queue), -EPERM);
  CHECK_RESULT(in_another_thread(release_it, queue), -EPERM);
  CHECK_RESULT(shmq_consume(queue), 0);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  get_message(queue, 10, 2);
  queue_destroy(queue, name);
}

static void another_handle_can_not_end_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  message_fill(reserve(queue, 10), 10, 2);
  peek(queue, 10);
  expect_no_reservation(other, -EPERM);
  expect_no_look(other, -EPERM);
  CHECK_RESULT(shmq_close(other), 0);
  expect_no_reservation(other, -EBADF);
  CHECK_RESULT(shmq_consume(queue), 0);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  get_message(queue, 10, 2);
  queue_destroy(queue, name);
}

/* --- what the thread itself may not do meanwhile --- */

static void expect_producer_deadlocks(shmq *queue) {
  const struct iovec message = {NULL, 0};
  void *data;
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EDEADLK);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SECOND), -EDEADLK);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), -EDEADLK);
  CHECK_RESULT(shmq_put_many(queue, &message, 1, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_reserve(queue, 0, &data, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_check(queue), -EDEADLK);
  CHECK_RESULT(shmq_shutdown(queue, 0), -EDEADLK);
  CHECK_RESULT(shmq_shutdown(queue, 1), -EDEADLK);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), -EDEADLK);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), -EDEADLK);
}

static void expect_consumer_deadlocks(shmq *queue) {
  uint32_t length;
  const void *data;
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EDEADLK);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SECOND), -EDEADLK);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_try_get(queue, NULL, 0), -EDEADLK);
  CHECK_RESULT(shmq_get_many(queue, NULL, 0, &length, 1, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_peek(queue, &data, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_check(queue), -EDEADLK);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), -EDEADLK);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), -EDEADLK);
}

static uint32_t claimed(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  CHECK_EQ(stat.shutdown, SHMQ_OPEN);
  return stat.claimed;
}

static void between_reserve_and_commit_a_thread_is_told_that_it_would_wait_for_itself(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  message_fill(reserve(queue, 10), 10, 2);
  expect_producer_deadlocks(queue);
  expect_producer_deadlocks(other);
  CHECK_EQ(claimed(queue), 0);
  /* The other end is free, also for this thread. */
  get_message(queue, 10, 1);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  get_message(other, 10, 2);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void between_peek_and_consume_a_thread_is_told_that_it_would_wait_for_itself(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  peek(queue, 10);
  expect_consumer_deadlocks(queue);
  expect_consumer_deadlocks(other);
  CHECK_EQ(claimed(queue), 0);
  put_message(queue, 10, 2);
  CHECK_EQ(shmq_qsize(queue), 2);
  CHECK_RESULT(shmq_consume(queue), 0);
  get_message(other, 10, 2);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void on_a_claimed_end_too_a_thread_is_told(void) {
  const struct iovec message = {NULL, 0};
  uint32_t length;
  const void *front;
  void *data;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
  put_in_place(queue, 10, 1);
  message_fill(reserve(queue, 10), 10, 2);
  CHECK(message_is(peek(queue, 10), 10, 1));
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), -EDEADLK);
  CHECK_RESULT(shmq_put_many(queue, &message, 1, 0), -EDEADLK);
  CHECK_RESULT(shmq_reserve(queue, 0, &data, 0), -EDEADLK);
  CHECK_RESULT(shmq_get(queue, NULL, 0, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_try_get(queue, NULL, 0), -EDEADLK);
  CHECK_RESULT(shmq_get_many(queue, NULL, 0, &length, 1, 0), -EDEADLK);
  CHECK_RESULT(shmq_peek(queue, &front, 0), -EDEADLK);
  CHECK_RESULT(shmq_shutdown(queue, 0), -EDEADLK);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), -EDEADLK);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_CONSUMER), -EDEADLK);
  CHECK_EQ(claimed(queue), SHMQ_PRODUCER | SHMQ_CONSUMER);
  CHECK_RESULT(shmq_consume(queue), 0);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  get_message(queue, 10, 2);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
  queue_destroy(queue, name);
}

/* --- what others can do meanwhile --- */

static int64_t put_at_once(void *queue) {
  return shmq_put(queue, NULL, 0, 0);
}

static int64_t put_in_time(void *queue) {
  return shmq_put(queue, NULL, 0, 150 * MILLISECOND);
}

static int64_t put_anytime(void *queue) {
  return shmq_put(queue, NULL, 0, SHMQ_FOREVER);
}

static int64_t get_at_once(void *queue) {
  char message[100];
  return shmq_get(queue, message, sizeof message, 0);
}

static int64_t get_in_time(void *queue) {
  return shmq_get(queue, NULL, 0, 150 * MILLISECOND);
}

static int64_t get_anytime(void *queue) {
  char message[100];
  return shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
}

static void during_a_reservation_producers_wait_and_consumers_go_on(void) {
  struct thread producer;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 20, 1);
  message_fill(reserve(queue, 10), 10, 2);
  CHECK_RESULT(in_another_thread(put_at_once, queue), -EBUSY);
  CHECK_RESULT(in_another_thread(put_in_time, queue), -ETIMEDOUT);
  CHECK_RESULT(in_another_thread(get_at_once, queue), 20);
  CHECK_RESULT(in_another_thread(get_at_once, queue), -EAGAIN);
  thread_start_to_sleep(&producer, put_anytime, queue);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  CHECK_RESULT(thread_result(&producer), 0);
  get_message(queue, 10, 2);
  get_message(queue, 0, 3);
  queue_destroy(queue, name);
}

static void during_a_look_consumers_wait_and_producers_go_on(void) {
  struct thread consumer;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  const void *data = peek(queue, 10);
  CHECK_RESULT(in_another_thread(get_at_once, queue), -EBUSY);
  CHECK_RESULT(in_another_thread(get_in_time, queue), -ETIMEDOUT);
  while (in_another_thread(put_at_once, queue) == 0) {
  }
  CHECK_RESULT(in_another_thread(put_at_once, queue), -EAGAIN);
  CHECK(message_is(data, 10, 1));
  thread_start_to_sleep(&consumer, get_anytime, queue);
  CHECK_RESULT(shmq_release(queue), 0);
  CHECK_RESULT(thread_result(&consumer), 10);
  queue_destroy(queue, name);
}

#define TAKERS 3
#define TURNS 10000

struct taker {
  shmq *queue;
  _Atomic uint64_t *next; /* number of the message that comes next */
};

static int64_t put_in_turn(void *argument) {
  const struct taker *taker = argument;
  for (int i = 0; i < TURNS; i++) {
    void *data;
    CHECK_RESULT(shmq_reserve(taker->queue, sizeof(uint64_t), &data, SOON), 0);
    *(uint64_t *)data = atomic_fetch_add(taker->next, 1);
    CHECK_RESULT(shmq_commit(taker->queue, sizeof(uint64_t)), 0);
  }
  return 0;
}

static int64_t get_in_turn(void *argument) {
  const struct taker *taker = argument;
  for (int i = 0; i < TURNS; i++) {
    const void *data;
    CHECK_RESULT(shmq_peek(taker->queue, &data, SOON), sizeof(uint64_t));
    CHECK_EQ(*(const uint64_t *)data, atomic_fetch_add(taker->next, 1));
    CHECK_RESULT(shmq_consume(taker->queue), 0);
  }
  return 0;
}

/* What one thread has begun, another that ends its own must not end. */
static void threads_on_one_handle_take_turns(void) {
  _Atomic uint64_t puts = 0;
  _Atomic uint64_t gets = 0;
  struct thread threads[2 * TAKERS];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 2, SMALL_RING);
  /* They sleep and wake each other, which takes time behind the end of what they did. */
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  struct taker putter = {queue, &puts};
  struct taker getter = {queue, &gets};
  for (int i = 0; i < TAKERS; i++) {
    thread_start(&threads[2 * i], put_in_turn, &putter);
    thread_start(&threads[2 * i + 1], get_in_turn, &getter);
  }
  for (int i = 0; i < 2 * TAKERS; i++) {
    CHECK_RESULT(thread_result(&threads[i]), 0);
  }
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

/* --- ends in between --- */

static int64_t begin_and_end(void *queue) {
  const void *message;
  void *data;
  CHECK_RESULT(shmq_reserve(queue, 100, &data, 0), 0);
  memset(data, 0xff, 100);
  CHECK_RESULT(shmq_peek(queue, &message, 0), 10);
  return 0;
}

static void expect_all_free(shmq *queue) {
  put_message(queue, 10, 2);
  get_message(queue, 10, 1);
  get_message(queue, 10, 2);
  CHECK_EQ(shmq_empty(queue), 1);
}

static void a_thread_that_ends_leaves_no_trace(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (int i = 0; i < 50; i++) {
    put_message(queue, 10, 1);
    CHECK_RESULT(in_another_thread(begin_and_end, queue), 0);
    CHECK_RESULT(shmq_check(queue), 0);
    expect_all_free(queue);
  }
  queue_destroy(queue, name);
  CHECK_EQ(shm_mappings(), 0);
}

static void a_thread_that_ends_on_claimed_ends_leaves_no_trace(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
  for (int i = 0; i < 50; i++) {
    put_message(queue, 10, 1);
    CHECK_RESULT(in_another_thread(begin_and_end, queue), 0);
    expect_all_free(queue);
  }
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
  CHECK_EQ(shm_mappings(), 0);
}

/* Another thread reserves, closes, and ends: nobody is left to unmap but its end. */
static int64_t begin_close_and_end(void *queue) {
  begin_and_end(queue);
  return shmq_close(queue);
}

static void a_thread_that_closes_and_ends_leaves_no_trace(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  CHECK_RESULT(in_another_thread(begin_close_and_end, other), 0);
  CHECK_EQ(shm_mappings(), 1);
  expect_all_free(queue);
  queue_destroy(queue, name);
}

struct begun {
  shmq *queue;
  _Atomic bool *ready;
};

static void begin_and_stay(void *argument) {
  const struct begun *begun = argument;
  begin_and_end(begun->queue);
  atomic_store(begun->ready, true);
  WAIT_UNTIL(false);
}

static void a_process_that_is_killed_leaves_no_trace(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct shmq_stat stat = {.size = sizeof stat};
  struct begun begun = {queue, shared_memory(sizeof *begun.ready)};
  put_message(queue, 10, 1);
  const pid_t pid = process_start(begin_and_stay, &begun);
  WAIT_UNTIL(atomic_load(begun.ready));
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EBUSY);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EBUSY);
  process_kill(pid);
  expect_all_free(queue);
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  CHECK_EQ(stat.recoveries, 2);
  CHECK_EQ(stat.rolled_forward, 0);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void be_a_child(void *argument) {
  shmq *queue = argument;
  expect_no_reservation(queue, -EPERM);
  expect_no_look(queue, -EPERM);
  /* Its parent has the ends, not it. */
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EBUSY);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EBUSY);
  CHECK_RESULT(shmq_put(queue, NULL, 0, MILLISECOND), -ETIMEDOUT);
  CHECK_EQ(shmq_qsize(queue), 1);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_forked_child_has_neither_reservation_nor_look(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  message_fill(reserve(queue, 10), 10, 2);
  const void *message = peek(queue, 10);
  process_join(process_start(be_a_child, queue));
  CHECK(message_is(message, 10, 1));
  CHECK_RESULT(shmq_consume(queue), 0);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  get_message(queue, 10, 2);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

/* The child begins and ends what its parent has under way on another queue. */
static void use_both(void *argument) {
  shmq *const *queues = argument;
  CHECK_RESULT(shmq_commit(queues[0], 0), -EPERM);
  put_in_place(queues[1], 10, 5);
  get_in_place(queues[1], 10, 5);
}

static void a_forked_child_has_sections_of_its_own(void) {
  char names[2][NAME_SIZE];
  shmq *queues[] = {queue_create(names[0], 0, SMALL_RING), queue_create(names[1], 0, SMALL_RING)};
  message_fill(reserve(queues[0], 10), 10, 1);
  process_join(process_start(use_both, queues));
  CHECK_RESULT(shmq_commit(queues[0], 10), 0);
  get_message(queues[0], 10, 1);
  queue_destroy(queues[0], names[0]);
  queue_destroy(queues[1], names[1]);
}

/* --- closes in between --- */

static void closing_in_between_lets_others_go_on(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  memset(reserve(other, 100), 0xff, 100);
  peek(other, 10);
  CHECK_RESULT(shmq_close(other), 0);
  CHECK_EQ(shm_mappings(), 1);
  expect_no_reservation(other, -EBADF);
  expect_no_look(other, -EBADF);
  expect_all_free(queue);
  queue_destroy(queue, name);
  CHECK_EQ(shm_mappings(), 0);
}

static int64_t close_it(void *queue) {
  return shmq_close(queue);
}

static void the_address_is_good_until_the_end_though_another_thread_closes(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  uint8_t *data = reserve(other, 100);
  const void *message = peek(other, 10);
  CHECK_RESULT(in_another_thread(close_it, other), 0);
  CHECK_EQ(shm_mappings(), 2);
  memset(data, 0xff, 100);
  CHECK(message_is(message, 10, 1));
  CHECK_RESULT(shmq_put(other, NULL, 0, 0), -EBADF);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), -EDEADLK);
  CHECK_RESULT(shmq_commit(other, 100), -EBADF);
  CHECK_EQ(shm_mappings(), 2);
  CHECK(message_is(message, 10, 1));
  CHECK_RESULT(shmq_consume(other), -EBADF);
  CHECK_EQ(shm_mappings(), 1);
  expect_no_reservation(other, -EBADF);
  expect_no_look(other, -EBADF);
  /* Neither took place. */
  expect_all_free(queue);
  queue_destroy(queue, name);
}

static void abort_and_release_end_it_though_another_thread_closes(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_message(queue, 10, 1);
  reserve(other, 100);
  peek(other, 10);
  CHECK_RESULT(in_another_thread(close_it, other), 0);
  CHECK_RESULT(shmq_release(other), -EBADF);
  CHECK_EQ(shm_mappings(), 2);
  CHECK_RESULT(shmq_abort(other), -EBADF);
  CHECK_EQ(shm_mappings(), 1);
  expect_all_free(queue);
  queue_destroy(queue, name);
}

struct owner {
  shmq *queue;
  _Atomic bool begun;
  _Atomic bool closed;
};

static int64_t begin_and_end_when_closed(void *argument) {
  struct owner *owner = argument;
  begin_and_end(owner->queue);
  atomic_store(&owner->begun, true);
  WAIT_UNTIL(atomic_load(&owner->closed));
  return 0;
}

static void a_thread_that_ends_lets_a_closed_handle_go(void) {
  struct thread thread;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct owner owner = {.queue = queue_open(name)};
  put_message(queue, 10, 1);
  thread_start(&thread, begin_and_end_when_closed, &owner);
  WAIT_UNTIL(atomic_load(&owner.begun));
  CHECK_RESULT(shmq_close(owner.queue), 0);
  CHECK_EQ(shm_mappings(), 2);
  atomic_store(&owner.closed, true);
  CHECK_RESULT(thread_result(&thread), 0);
  CHECK_EQ(shm_mappings(), 1);
  expect_all_free(queue);
  queue_destroy(queue, name);
}

/* The slot of a handle that is still in use so must not be given to another. */
static void a_handle_that_is_opened_meanwhile_is_another(void) {
  char names[2][NAME_SIZE];
  shmq *queue = queue_create(names[0], 0, SMALL_RING);
  void *data = reserve(queue, 100);
  CHECK_RESULT(in_another_thread(close_it, queue), 0);
  shmq *others[20];
  others[0] = queue_create(names[1], 0, SMALL_RING);
  for (int i = 1; i < 20; i++) {
    others[i] = queue_open(names[1]);
  }
  memset(data, 0xff, 100);
  CHECK_RESULT(shmq_commit(queue, 100), -EBADF);
  CHECK_EQ(shmq_empty(others[0]), 1);
  for (int i = 1; i < 20; i++) {
    put_message(others[i], 10, 1);
    get_message(others[0], 10, 1);
    CHECK_RESULT(shmq_close(others[i]), 0);
  }
  queue_destroy(others[0], names[1]);
  CHECK_RESULT(shmq_unlink(names[0]), 0);
  CHECK_EQ(shm_mappings(), 0);
}

/* --- wake-ups --- */

#define ROUNDS 40

/* Without wake-ups every sleeper would only find what it waits for by itself. That some do is
 * possible where a sleep is just over. */
static void expect_woken(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  CHECK_BETWEEN(stat.slice_rescues, 0, ROUNDS / 4);
}

static void a_commit_wakes_a_sleeping_get(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct worker worker;
  worker_start(&worker, name);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    worker_ask_to_sleep(&worker, WORKER_GET, 0);
    put_in_place(queue, WORKER_LENGTH, round);
    CHECK_EQ(worker_answer(&worker).id, round);
  }
  expect_woken(queue);
  worker_end(&worker);
  queue_destroy(queue, name);
}

static void a_consume_wakes_a_sleeping_put(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 1, SMALL_RING);
  struct worker worker;
  worker_start(&worker, name);
  put_message(queue, WORKER_LENGTH, 0);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    worker_ask_to_sleep(&worker, WORKER_PUT, round + 1);
    get_in_place(queue, WORKER_LENGTH, round);
    CHECK_RESULT(worker_answer(&worker).result, 0);
  }
  expect_woken(queue);
  worker_end(&worker);
  queue_destroy(queue, name);
}

/* A consumer that looks and leaves the message must not leave the others asleep beside it. */
static void a_release_wakes_another_for_the_message(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct worker worker;
  worker_start(&worker, name);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    worker_ask_to_sleep(&worker, WORKER_GET, 0);
    put_message(queue, WORKER_LENGTH, round);
    const void *message;
    if (shmq_peek(queue, &message, SECOND / 100) >= 0) {
      CHECK_RESULT(shmq_release(queue), 0);
    }
    CHECK_EQ(worker_answer(&worker).id, round);
  }
  expect_woken(queue);
  worker_end(&worker);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(content_of_any_length_goes_through),
    CASE(a_message_is_not_there_before_its_commit),
    CASE(a_commit_may_be_shorter),
    CASE(a_commit_may_not_be_longer),
    CASE(an_abort_leaves_no_trace),
    CASE(a_release_leaves_the_message_at_the_front),
    CASE(arguments_are_checked),
    CASE(without_room_or_message_they_keep_their_time),
    CASE(a_reservation_waits_for_room),
    CASE(a_look_waits_for_a_message),
    CASE(without_memory_nothing_is_reserved),
    CASE(the_largest_message_fits_wherever_the_ring_stands),
    CASE(a_message_behind_the_rings_end_may_be_aborted_or_shorter),
    CASE(any_order_of_calls_keeps_the_messages),
    CASE(a_message_moves_from_queue_to_queue_without_a_copy_between),
    CASE(a_thread_may_reserve_and_peek_at_the_same_queue),
    CASE(only_what_was_begun_can_be_ended),
    CASE(another_thread_can_not_end_it),
    CASE(another_handle_can_not_end_it),
    CASE(between_reserve_and_commit_a_thread_is_told_that_it_would_wait_for_itself),
    CASE(between_peek_and_consume_a_thread_is_told_that_it_would_wait_for_itself),
    CASE(on_a_claimed_end_too_a_thread_is_told),
    CASE(during_a_reservation_producers_wait_and_consumers_go_on),
    CASE(during_a_look_consumers_wait_and_producers_go_on),
    CASE(threads_on_one_handle_take_turns),
    CASE(a_thread_that_ends_leaves_no_trace),
    CASE(a_thread_that_ends_on_claimed_ends_leaves_no_trace),
    CASE(a_thread_that_closes_and_ends_leaves_no_trace),
    CASE(a_process_that_is_killed_leaves_no_trace),
    CASE(a_forked_child_has_neither_reservation_nor_look),
    CASE(a_forked_child_has_sections_of_its_own),
    CASE(closing_in_between_lets_others_go_on),
    CASE(the_address_is_good_until_the_end_though_another_thread_closes),
    CASE(abort_and_release_end_it_though_another_thread_closes),
    CASE(a_thread_that_ends_lets_a_closed_handle_go),
    CASE(a_handle_that_is_opened_meanwhile_is_another),
    CASE(a_commit_wakes_a_sleeping_get),
    CASE(a_consume_wakes_a_sleeping_put),
    CASE(a_release_wakes_another_for_the_message),
};

TEST_MAIN(cases)
